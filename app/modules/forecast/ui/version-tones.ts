/** How the states of a version look. */
export const VERSION_TONES = {
  draft: 'active',
  published: 'good',
  superseded: 'neutral',
  failed: 'bad',
  discarded: 'neutral',
} as const;
