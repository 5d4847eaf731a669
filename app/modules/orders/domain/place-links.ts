/** An order as the address of a page names it, after it was made. */
export interface PlacedLink {
  /** Slug of the factory. */
  factory: string;
  number: string;
}

const MOST = 20;

/** Orders that the parameters `order=slug number` name; what cannot be one is left out. */
export function placedLinks(params: URLSearchParams): PlacedLink[] {
  return params
    .getAll('order')
    .slice(0, MOST)
    .flatMap((text) => {
      const [factory = '', number = ''] = text.split(' ');
      return /^[\w-]{1,100}$/.test(factory) && /^[\w-]{1,60}$/.test(number) ? [{ factory, number }] : [];
    });
}
