import { describe, expect, test } from 'vitest';
import { purityViolations } from './source/purity';
import { readTree, treeOf } from './source/source-tree';

const inDomain = (text: string) => purityViolations(treeOf({ 'app/modules/orders/domain/sample.ts': text }));

describe('domain and kernel are pure', () => {
  test('in this repository', () => {
    const tree = readTree(['app']);
    expect([...tree.keys()].filter((path) => path.startsWith('app/kernel/')).length).toBeGreaterThan(10);
    expect(purityViolations(tree)).toEqual([]);
  });

  test.each([
    ['import { useState } from "react"; export const a = useState;', 'imports react'],
    ['import type { ReactNode } from "react"; export type A = ReactNode;', 'imports react'],
    ['import { json } from "@remix-run/node"; export const a = json;', 'imports @remix-run/node'],
    ['import { sql } from "drizzle-orm"; export const a = sql;', 'imports drizzle-orm'],
    ['import { readFileSync } from "node:fs"; export const a = readFileSync;', 'imports node:fs'],
    ['export const load = () => import("postgres");', 'imports postgres'],
    ['export const a = Date.now();', 'uses Date.now'],
    ['export const a = [1].map(Date["now"]);', 'uses Date.now'],
    ['export const a = new Date("2026-01-01");', 'uses new Date()'],
    ['export const a = Date();', 'uses Date()'],
    ['export const a = Math.random();', 'uses Math.random'],
    ['const { random } = Math; export const a = random();', 'uses Math.random'],
    ['export const a = process.env.PORT;', 'uses process'],
    ['export const a = globalThis.process;', 'uses globalThis'],
    ['export const a = () => fetch("/");', 'uses fetch'],
    ['export const a = { process };', 'uses process'],
  ])('%s is refused', (text, expected) => {
    expect(inDomain(text)).toContain(`app/modules/orders/domain/sample.ts:1 ${expected}`);
  });

  test('words that only look like it are allowed', () => {
    const text = `
      import { addDays } from '~/kernel/calendar-date';
      export interface Step { process: string }
      export const ms = Date.UTC(2026, 0, 1);
      export const step = { process: 'cutting', add: addDays };
      export const name = step.process;
      export const sum = (window: number[]) => window.length;
      // process.env and Date.now() in a comment`;
    expect(inDomain(text)).toEqual([]);
  });

  test('other places may read a clock, and so may tests', () => {
    const clock = 'export const now = Date.now();';
    const files = { 'app/platform/system-clock.server.ts': clock, 'app/kernel/clock.test.ts': clock };
    expect(purityViolations(treeOf(files))).toEqual([]);
  });
});
