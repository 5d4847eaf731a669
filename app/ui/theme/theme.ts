import { createTheme, type MantineColorsTuple } from '@mantine/core';

const accent: MantineColorsTuple = [
  '#eef4ff',
  '#dbe7fe',
  '#b9d1fd',
  '#8fb4fa',
  '#6495f3',
  '#3f78e9',
  '#1f5bd0',
  '#184aad',
  '#173f8f',
  '#142f66',
];

/** Mantine's theme: the portal's accent and sizes; colours and spacing live in tokens.css. */
export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: 6,
  colors: { accent },
  defaultRadius: 4,
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '16px', xl: '20px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
});
