/** A person that a message can name. */
export interface Person {
  userId: string;
  name: string;
}

/** What is being typed after an @ at the caret: where it begins and the text so far. */
export interface MentionQuery {
  start: number;
  text: string;
}

/** The mention under way at the caret, if any: an @ at the start of a word, with at most 40 characters behind it. */
export function mentionAt(text: string, caret: number): MentionQuery | null {
  const before = text.slice(0, caret);
  const start = before.lastIndexOf('@');
  if (start < 0 || caret - start > 40) return null;
  const typed = before.slice(start + 1);
  if (/[\n@]/.test(typed) || (start > 0 && /[\p{L}\p{N}]/u.test(before[start - 1]!))) return null;
  return { start, text: typed };
}

/** People whose name holds what was typed, at its start first; at most eight. */
export function peopleFor(people: readonly Person[], query: string): Person[] {
  const wanted = query.trim().toLowerCase();
  const rank = ({ name }: Person) => name.toLowerCase().indexOf(wanted);
  return people
    .filter((person) => rank(person) >= 0)
    .sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1))
    .slice(0, 8);
}

/** The text with the chosen name in place of what was typed, and where the caret goes. */
export function withMention(
  text: string,
  caret: number,
  query: MentionQuery,
  person: Person,
): { text: string; caret: number } {
  const inserted = `@${person.name} `;
  return {
    text: text.slice(0, query.start) + inserted + text.slice(caret),
    caret: query.start + inserted.length,
  };
}

/** Those of the people chosen so far whose name still stands in the text. */
export function stillNamed(text: string, chosen: readonly Person[]): Person[] {
  return chosen.filter(
    (person, index) =>
      text.includes(`@${person.name}`) && chosen.findIndex((one) => one.userId === person.userId) === index,
  );
}

export interface TextPiece {
  text: string;
  isMention: boolean;
  /** Where it begins. */
  at: number;
}

/** Cuts a text at the mentions of the given names; the longest name wins. */
export function pieceTogether(text: string, names: readonly string[]): TextPiece[] {
  const marks = [...names].sort((a, b) => b.length - a.length).map((name) => `@${name}`);
  const pieces: TextPiece[] = [];
  let plainFrom = 0;
  for (let at = text.indexOf('@'); at >= 0; ) {
    const mark = marks.find((candidate) => text.startsWith(candidate, at));
    if (mark) {
      if (at > plainFrom) pieces.push({ text: text.slice(plainFrom, at), isMention: false, at: plainFrom });
      pieces.push({ text: mark, isMention: true, at });
      plainFrom = at + mark.length;
    }
    at = text.indexOf('@', mark ? plainFrom : at + 1);
  }
  if (plainFrom < text.length) pieces.push({ text: text.slice(plainFrom), isMention: false, at: plainFrom });
  return pieces;
}
