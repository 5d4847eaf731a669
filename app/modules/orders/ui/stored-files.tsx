import { Button, NativeSelect } from '@mantine/core';
import { useFetcher } from '@remix-run/react';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '~/form/use-problem-text';
import { ACCEPTED_FILES, UPLOAD_LIMITS } from '~/platform/storage/file-kinds';
import { useFormat } from '~/ui/use-format';
import type { StoredFileView } from '../queries/stored-files.server';
import styles from './stored-files.module.css';
import { type Upload, useUpload } from './use-upload';

interface OrderFilesProps {
  files: readonly StoredFileView[];
  /** Address of a file, or of its small picture. */
  fileHref: (fileId: string, size?: 'thumb') => string;
  /** Zone in which the upload's time is told. */
  timeZone: string;
  /** Where uploads go; absent: the reader may not add files. */
  uploadPath?: string | undefined;
  /** Where a file is removed; absent: the reader may not. */
  removePath?: ((fileId: string) => string) | undefined;
  /** Milestones that a photo may belong to, named as the page names them. */
  milestones?: readonly { id: string; label: string }[] | undefined;
}

/** The photos and documents of an order: look at them, add some, take one away. */
export function OrderFiles({ files, uploadPath, milestones = [], ...rest }: OrderFilesProps) {
  const { t } = useTranslation('shipping');
  const names = new Map(milestones.map(({ id, label }) => [id, label]));
  const images = files.filter(({ width }) => width !== null);
  const documents = files.filter(({ width }) => width === null);
  return (
    <div>
      {files.length === 0 ? <p className="muted">{t('files.none')}</p> : null}
      {images.length > 0 ? (
        <ul className={styles.images}>
          {images.map((file) => (
            <li key={file.id} className={styles.image}>
              <a href={rest.fileHref(file.id)} target="_blank" rel="noreferrer">
                <img
                  src={rest.fileHref(file.id, 'thumb')}
                  alt={file.label}
                  loading="lazy"
                  className={styles.picture}
                />
              </a>
              <FileLines file={file} milestone={names.get(file.poMilestoneId ?? '')} {...rest} />
            </li>
          ))}
        </ul>
      ) : null}
      {documents.length > 0 ? (
        <ul className={styles.documents}>
          {documents.map((file) => (
            <li key={file.id} className={styles.document}>
              <FileLines file={file} milestone={names.get(file.poMilestoneId ?? '')} {...rest} />
            </li>
          ))}
        </ul>
      ) : null}
      {uploadPath === undefined ? null : (
        <Uploader path={uploadPath} milestones={milestones} held={files.length} />
      )}
    </div>
  );
}

interface FileLinesProps extends Pick<OrderFilesProps, 'fileHref' | 'timeZone' | 'removePath'> {
  file: StoredFileView;
  milestone: string | undefined;
}

function FileLines({ file, milestone, fileHref, timeZone, removePath }: FileLinesProps) {
  const { t } = useTranslation('shipping');
  const format = useFormat();
  return (
    <div className={styles.lines}>
      <a href={fileHref(file.id)} className={styles.name} title={file.label} target="_blank" rel="noreferrer">
        {file.label}
      </a>
      <span className={styles.meta}>
        {[milestone, useSize()(file.sizeBytes), format.dateTime(file.uploadedAt, timeZone)]
          .filter(Boolean)
          .join(' · ')}
      </span>
      <span className={styles.meta}>{t('files.by', { name: file.uploadedByName })}</span>
      {removePath ? <RemoveFile path={removePath(file.id)} label={file.label} /> : null}
    </div>
  );
}

/** Two steps: the first says what the second does. */
function RemoveFile({ path, label }: { path: string; label: string }) {
  const { t } = useTranslation('shipping');
  const fetcher = useFetcher();
  const [asked, setAsked] = useState(false);
  if (!asked) {
    return (
      <Button
        size="compact-xs"
        variant="subtle"
        className={styles.remove}
        aria-label={t('files.removeNamed', { label })}
        onClick={() => setAsked(true)}
      >
        {t('files.remove')}
      </Button>
    );
  }
  return (
    <fetcher.Form method="post" action={path} className={styles.confirm}>
      <span className={styles.meta}>{t('files.removeSure')}</span>
      <Button
        type="submit"
        size="compact-xs"
        color="red.8"
        autoFocus
        aria-disabled={fetcher.state !== 'idle' || undefined}
      >
        {t('files.removeYes')}
      </Button>
      <Button size="compact-xs" variant="default" onClick={() => setAsked(false)}>
        {t('files.removeNo')}
      </Button>
    </fetcher.Form>
  );
}

function Uploader({
  path,
  milestones,
  held,
}: {
  path: string;
  milestones: readonly { id: string; label: string }[];
  held: number;
}) {
  const { t } = useTranslation('shipping');
  const [milestone, setMilestone] = useState('');
  const { upload, send } = useUpload(path);
  const input = useRef<HTMLInputElement>(null);
  const inputId = useId();
  const isFull = held >= UPLOAD_LIMITS.filesPerOrder;
  const isBusy = upload?.state === 'sending';
  return (
    <div className={styles.uploader}>
      {milestones.length > 0 ? (
        <NativeSelect
          label={t('files.about')}
          value={milestone}
          onChange={(event) => setMilestone(event.currentTarget.value)}
          data={[
            { value: '', label: t('files.wholeOrder') },
            ...milestones.map(({ id, label }) => ({ value: id, label })),
          ]}
          maw={320}
        />
      ) : null}
      <label htmlFor={inputId} className={styles.pick}>
        <span className={styles.pickLabel}>{t('files.add')}</span>
        <input
          ref={input}
          id={inputId}
          type="file"
          multiple
          accept={ACCEPTED_FILES}
          disabled={isBusy || isFull}
          aria-describedby={`${inputId}-help`}
          className={styles.input}
          onChange={(event) => {
            send([...(event.currentTarget.files ?? [])], milestone);
            event.currentTarget.value = '';
          }}
        />
      </label>
      <p id={`${inputId}-help`} className={styles.help}>
        {isFull
          ? t('files.full', { files: UPLOAD_LIMITS.filesPerOrder })
          : t('files.help', {
              megabytes: UPLOAD_LIMITS.fileBytes / (1024 * 1024),
              files: UPLOAD_LIMITS.filesPerRequest,
            })}
      </p>
      <div aria-live="polite">{upload ? <UploadLine upload={upload} /> : null}</div>
    </div>
  );
}

function UploadLine({ upload }: { upload: Upload }) {
  const { t } = useTranslation('shipping');
  const format = useFormat();
  const say = useProblemText();
  const size = useSize();
  if (upload.state === 'sending') {
    const percent = upload.total > 0 ? upload.sent / upload.total : 0;
    return (
      <div className={styles.progress}>
        <progress
          value={upload.sent}
          max={Math.max(1, upload.total)}
          aria-label={t('files.sending', { count: upload.files })}
        />
        <span>
          {percent < 1
            ? t('files.progress', {
                percent: format.percent(percent, { maxDigits: 0 }),
                total: size(upload.total),
              })
            : t('files.checking', { count: upload.files })}
        </span>
      </div>
    );
  }
  return (
    <>
      {upload.stored > 0 ? (
        <p className={styles.good}>{t('files.stored', { count: upload.stored })}</p>
      ) : null}
      {upload.refused.length > 0 ? (
        <ul className={styles.refused}>
          {upload.refused.map(({ label, problem }, index) => (
            <li key={index}>
              {label ? <strong>{label}</strong> : null} {say(problem)}
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

/** A size in words: `820 KB`, `4.2 MB`. */
function useSize(): (bytes: number) => string {
  const { t } = useTranslation('shipping');
  const format = useFormat();
  return (bytes) =>
    bytes < 1024 * 1024
      ? t('files.kilobytes', { size: format.number(Math.max(1, Math.round(bytes / 1024))) })
      : t('files.megabytes', { size: format.number(bytes / (1024 * 1024), { maxDigits: 1 }) });
}
