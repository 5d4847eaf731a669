import { useTranslation } from 'react-i18next';
import { Section } from '~/ui/page-header';
import type { OrderDetail } from '../domain/order-views';
import type { ShipNoticeView } from '../queries/ship-notices.server';
import type { StoredFileView } from '../queries/stored-files.server';
import { ShipNoticeList } from './ship-notices';
import { OrderFiles } from './stored-files';

interface OrderAttachmentsProps {
  order: OrderDetail;
  notices: readonly ShipNoticeView[];
  files: readonly StoredFileView[];
  timeZone: string;
  noticeHref: (number: string) => string;
  fileHref: (fileId: string, size?: 'thumb') => string;
  /** Where a ship notice is made; absent on the platform's side. */
  shipHref?: string;
  uploadPath?: string | undefined;
  removePath?: ((fileId: string) => string) | undefined;
}

/** What belongs to an order besides its lines: its ship notices, photos and documents. */
export function OrderAttachments(props: OrderAttachmentsProps) {
  const { order, notices, files, timeZone, noticeHref, fileHref, shipHref, uploadPath, removePath } = props;
  const { t } = useTranslation('orders');
  const ship = order.actions.find(({ action }) => action === 'ship');
  // What is inspected is packed already, so packing begins before the inspection.
  const mayPack = ship?.allowed || ship?.reason.code === 'order_inspection_missing';
  const milestones = order.lines.flatMap((line) =>
    line.milestones.map(({ id, kind }) => ({
      id,
      label: `${line.lineNo} ${line.skuCode}: ${t(`milestone.${kind}`)}`,
    })),
  );
  return (
    <>
      <Section title={t('attachments.shipNotices')}>
        <ShipNoticeList
          notices={notices}
          noticeHref={noticeHref}
          timeZone={timeZone}
          shipHref={mayPack ? shipHref : undefined}
          shipReason={shipHref && ship && !ship.allowed ? ship.reason : undefined}
        />
      </Section>
      <Section title={t('attachments.files')}>
        <OrderFiles
          files={files}
          fileHref={fileHref}
          timeZone={timeZone}
          uploadPath={uploadPath}
          removePath={removePath}
          milestones={milestones}
        />
      </Section>
    </>
  );
}
