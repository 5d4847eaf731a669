/** A word of a sentence as the first one of a line, such as a choice of a list: `time passing` becomes `Time passing`. */
export const sentenceCase = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
