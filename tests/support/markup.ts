/** The HTML of a page without its scripts, which carry whole catalogues and data that the page does not show. */
export async function markupOf(response: Response): Promise<string> {
  const html = await response.text();
  return html.replace(/<script\b[^>]*>[\s\S]*?<\/script>/g, '');
}
