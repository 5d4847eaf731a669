import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineBatches } from './line-batches';

async function* inChunks(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(text: string, chunkSize: number, maxLineBytes?: number): Promise<(string | null)[]> {
  const lines: (string | null)[] = [];
  for await (const batch of lineBatches(inChunks(new TextEncoder().encode(text), chunkSize), maxLineBytes))
    for (const line of batch) lines.push(line && new TextDecoder().decode(line));
  return lines;
}

describe('lines of a stream', () => {
  it('are the same however the stream is cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.stringMatching(/^[a-zäöü中{}]{0,12}$/), { maxLength: 60 }),
        fc.integer({ min: 1, max: 40 }),
        async (lines, chunkSize) => {
          expect(await read(lines.join('\n'), chunkSize)).toEqual(lines.filter((line) => line !== ''));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('leave out white space and need no line break at the end', async () => {
    expect(await read('a\r\n \t\r\n\nb', 2)).toEqual(['a\r', 'b']);
    expect(await read('', 2)).toEqual([]);
  });

  it('keep the place of a line that is too long', async () => {
    expect(await read(`a\n${'x'.repeat(50)}\nb\n${'y'.repeat(50)}`, 7, 20)).toEqual(['a', null, 'b', null]);
  });
});
