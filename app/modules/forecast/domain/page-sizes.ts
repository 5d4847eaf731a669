/** How many rows a page of the order forecast may show; apart from the forms, so that pages do not load their validator. */
export const PAGE_SIZES = [25, 50, 100, 200] as const;
