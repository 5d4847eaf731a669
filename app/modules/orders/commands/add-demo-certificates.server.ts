import { newId } from '~/platform/new-id.server';
import { MM, PdfPages } from '~/platform/pdf.server';
import { asSystem } from '~db/tenancy.server';
import {
  type CertificateFacts,
  selectUnfiledCertificates,
  updateDocumentFile,
} from '../data/compliance.server';
import { insertStoredFile } from '../data/stored-file.server';
import { keepUpload } from './store-upload.server';

const WIDTH = 210 * MM;
const HEIGHT = 297 * MM;

/**
 * Gives one certificate of every factory a file: a page with what is recorded of it, marked as a specimen. For demonstration;
 * a second run adds nothing to factories that have one.
 * @returns how many files were added
 */
export async function addDemoCertificates(): Promise<number> {
  const certificates = await asSystem('seed:certificates', (tx) => selectUnfiledCertificates(tx), {
    accessMode: 'read only',
  });
  let added = 0;
  for (const certificate of certificates) {
    const bytes = await certificatePdf(certificate);
    const kept = await keepUpload(certificate.factoryId, { bytes, name: `${certificate.number}.pdf` });
    if (!kept.ok) throw new Error(`the specimen ${certificate.number} was refused: ${kept.error.code}`);
    const fileId = newId();
    await asSystem('seed:certificates', async (tx) => {
      await insertStoredFile(tx, certificate.factoryId, {
        ...kept.value,
        id: fileId,
        purpose: 'compliance',
        purchaseOrderId: null,
        poMilestoneId: null,
        orderMessageId: null,
        uploadedByName: certificate.recordedByName,
      });
      await updateDocumentFile(tx, certificate.factoryId, certificate.id, fileId);
    });
    added += 1;
  }
  return added;
}

/** One A4 page in both languages. */
async function certificatePdf(certificate: CertificateFacts): Promise<Buffer> {
  const { documentKind, number, issuer, markets, validFrom, validTo } = certificate;
  const pdf = await PdfPages.open(WIDTH, HEIGHT, number);
  pdf.addPage();
  const left = 25 * MM;
  const width = WIDTH - 2 * left;
  pdf.line(issuer, left, 30 * MM, width, { size: 11, grey: 0.3 });
  pdf.line(`${documentKind} ${number}`, left, 38 * MM, width, { size: 22, weight: 'bold' });
  pdf.rule(left, 52 * MM, width, 1);
  const rows: [string, string][] = [
    ['Holder 持证人', certificate.factoryNameEn],
    ['', certificate.factoryNameZh],
    ['Products 产品', certificate.categoryNameEn],
    ['', certificate.categoryNameZh],
    ['Markets 市场', markets.join(' ')],
    ['Valid from 生效', validFrom],
    ['Valid to 有效至', validTo ?? 'without limit 长期有效'],
  ];
  rows.forEach(([label, value], index) => {
    const y = (60 + index * 8) * MM;
    pdf.line(label, left, y, 45 * MM, { size: 10, grey: 0.4 });
    pdf.line(value, left + 48 * MM, y, width - 48 * MM, { size: 11 });
  });
  pdf.rule(left, 122 * MM, width);
  pdf.line('SPECIMEN 样本', left, 132 * MM, width, { size: 18, weight: 'bold', align: 'center', grey: 0.5 });
  pdf.line(
    'Made for the demonstration; it certifies nothing. 仅供演示，不具证明效力。',
    left,
    142 * MM,
    width,
    {
      size: 9,
      align: 'center',
      grey: 0.4,
    },
  );
  return pdf.finish();
}
