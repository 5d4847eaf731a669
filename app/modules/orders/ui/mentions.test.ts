import { describe, expect, test } from 'vitest';
import { mentionAt, peopleFor, pieceTogether, stillNamed, withMention } from './mentions';

const people = [
  { userId: '1', name: 'Lin Owner' },
  { userId: '2', name: 'Lin' },
  { userId: '3', name: '王丽' },
  { userId: '4', name: 'Berlin' },
];

describe('a mention while it is typed', () => {
  test.each([
    ['@', 1, { start: 0, text: '' }],
    ['hello @li', 9, { start: 6, text: 'li' }],
    ['请 @王', 4, { start: 2, text: '王' }],
    ['@Lin Ow', 7, { start: 0, text: 'Lin Ow' }],
    ['hello @li there', 9, { start: 6, text: 'li' }],
  ])('begins at the @: %j', (text, caret, expected) => {
    expect(mentionAt(text, caret)).toEqual(expected);
  });

  test.each([
    ['no mention', 5],
    ['lin@example.com', 15],
    ['@lin\nnext line', 12],
    [`@${'x'.repeat(60)}`, 60],
  ])('is none: %j', (text, caret) => {
    expect(mentionAt(text, caret)).toBeNull();
  });

  test('offers people whose name holds it, beginnings first', () => {
    expect(peopleFor(people, 'LIN').map(({ name }) => name)).toEqual(['Lin', 'Lin Owner', 'Berlin']);
    expect(peopleFor(people, '丽').map(({ userId }) => userId)).toEqual(['3']);
    expect(peopleFor(people, '')).toHaveLength(4);
    expect(peopleFor(people, 'zzz')).toEqual([]);
  });

  test('becomes the name, with the caret behind it', () => {
    const text = 'ask @li about it';
    expect(withMention(text, 7, { start: 4, text: 'li' }, people[0]!)).toEqual({
      text: 'ask @Lin Owner  about it',
      caret: 15,
    });
  });

  test('is dropped with its name, and named once', () => {
    expect(stillNamed('@Lin Owner hi', [people[0]!, people[0]!, people[2]!])).toEqual([people[0]]);
  });
});

describe('a message', () => {
  test('shows its mentions, the longest name first', () => {
    expect(pieceTogether('@Lin Owner and @Lin, mail a@Lin.com', ['Lin', 'Lin Owner'])).toEqual([
      { text: '@Lin Owner', isMention: true, at: 0 },
      { text: ' and ', isMention: false, at: 10 },
      { text: '@Lin', isMention: true, at: 15 },
      { text: ', mail a', isMention: false, at: 19 },
      { text: '@Lin', isMention: true, at: 27 },
      { text: '.com', isMention: false, at: 31 },
    ]);
    expect(pieceTogether('a @ b', [])).toEqual([{ text: 'a @ b', isMention: false, at: 0 }]);
    expect(pieceTogether('', ['Lin'])).toEqual([]);
  });
});
