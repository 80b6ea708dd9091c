import { usePlace } from '../place/place.ts';

/** The one of two texts that is in the language of the page. */
export function useInLanguage(): (both: { readonly zh: string; readonly en: string }) => string {
  const { language } = usePlace();
  return (both) => (language === 'en' ? both.en : both.zh);
}
