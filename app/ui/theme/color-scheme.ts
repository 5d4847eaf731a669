import type { MantineColorSchemeManager } from '@mantine/core';

export const colorSchemes = ['light', 'dark', 'auto'] as const;
export type ColorScheme = (typeof colorSchemes)[number];

/** True for light, dark or auto. */
export function isColorScheme(value: unknown): value is ColorScheme {
  return colorSchemes.includes(value as ColorScheme);
}

/** Mantine's view of the scheme: starts from what the server rendered and follows `follow()`; stores nothing. */
export interface FollowingManager extends MantineColorSchemeManager {
  follow: (scheme: ColorScheme) => void;
}

/**
 * The server's cookie is the only store: the root loader says what the scheme is and the preferences action
 * changes it, so the first paint is never the wrong colour.
 */
export function followingColorSchemeManager(): FollowingManager {
  let listener: ((scheme: ColorScheme) => void) | undefined;
  return {
    get: (fallback) => fallback,
    set: () => {},
    clear: () => {},
    subscribe: (onUpdate) => {
      listener = onUpdate;
    },
    unsubscribe: () => {
      listener = undefined;
    },
    follow: (scheme) => listener?.(scheme),
  };
}

/**
 * Runs before the first paint: resolves `auto` by the system's setting, and marks the document as scripted
 * so that what only works with or without scripts can show itself.
 */
export const beforePaintScript = `(function(d){d.classList.add('scripted');if(d.dataset.scheme==='auto')d.setAttribute('data-mantine-color-scheme',matchMedia('(prefers-color-scheme: dark)').matches?'dark':'light')})(document.documentElement)`;
