import { parentPort } from 'node:worker_threads';
import { answerLine } from './answer-line';
import { type LineBatch, MAX_LINE_BYTES } from './line-batches';

/** What a worker sends back for one batch: the answers as UTF-8 text, one line each. */
export interface BatchAnswer {
  text: Uint8Array;
  lines: number;
  bad: number;
}

const decoder = new TextDecoder('utf-8');
const encoder = new TextEncoder();

function answerBatch(batch: LineBatch): BatchAnswer {
  let bad = 0;
  let text = '';
  for (const line of batch) {
    const answer =
      line === null
        ? {
            text: JSON.stringify({ id: null, error: `the line is longer than ${MAX_LINE_BYTES} bytes` }),
            isBad: true,
          }
        : answerLine(decoder.decode(line));
    if (answer.isBad) bad += 1;
    text += `${answer.text}\n`;
  }
  return { text: encoder.encode(text), lines: batch.length, bad };
}

parentPort?.on('message', (batch: LineBatch) => {
  const answer = answerBatch(batch);
  parentPort?.postMessage(answer, [answer.text.buffer as ArrayBuffer]);
});
