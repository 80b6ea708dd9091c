/** Abbreviations of the provinces with the first two digits of their areas (GB/T 2260). */
export const PROVINCES: Readonly<Record<string, string>> = {
  ...{ 京: '11', 津: '12', 冀: '13', 晋: '14', 蒙: '15', 辽: '21', 吉: '22', 黑: '23' },
  ...{ 沪: '31', 苏: '32', 浙: '33', 皖: '34', 闽: '35', 赣: '36', 鲁: '37' },
  ...{ 豫: '41', 鄂: '42', 湘: '43', 粤: '44', 桂: '45', 琼: '46' },
  ...{ 渝: '50', 川: '51', 贵: '52', 云: '53', 藏: '54' },
  ...{ 陕: '61', 甘: '62', 青: '63', 宁: '64', 新: '65' },
};

/** Their abbreviations, for the character class of a pattern. */
export const PROVINCE_CHARACTERS = Object.keys(PROVINCES).join('');

const MAINLAND: readonly string[] = Object.values(PROVINCES);
/** Taiwan, Hong Kong and Macao; 83 stands in residence permits of people from Taiwan. */
const OTHERS = ['71', '81', '82', '83'];

/** Whether a resident ID number may begin so. */
export function isProvince(digits: string): boolean {
  return MAINLAND.includes(digits) || OTHERS.includes(digits);
}
