import { type Catalogue, createTexts } from '@mingjing/service/command-line';
import en from '../i18n/en.json' with { type: 'json' };
import zh from '../i18n/zh-CN.json' with { type: 'json' };

/** The one catalogue of this program: page, problems, command line. */
export const catalogue: Catalogue = { 'zh-CN': zh, en };
export const texts = createTexts(catalogue);
