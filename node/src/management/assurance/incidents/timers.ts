/** Levels of the national plan for cybersecurity incidents, the gravest first. */
export const INCIDENT_LEVELS = ['especially-serious', 'serious', 'larger', 'ordinary'] as const;
export type IncidentLevel = (typeof INCIDENT_LEVELS)[number];

export const INCIDENT_KINDS = [
  ...['intrusion', 'malware', 'denial-of-service', 'data-leak', 'illegal-content'],
  ...['outage', 'journal-loss', 'other'],
] as const;
export type IncidentKind = (typeof INCIDENT_KINDS)[number];

/** Something that has to be done within so long of finding an incident. */
export interface TimerRule {
  readonly id: string;
  /** 0: at once, by the words of the law. */
  readonly hours: number;
  readonly kinds: readonly IncidentKind[];
  readonly levels: readonly IncidentLevel[];
  /** Of critical information infrastructure only, or of all that is none; absent: of both. */
  readonly isCritical?: boolean;
  readonly citation: { readonly 'zh-CN': string; readonly en: string };
  /** Whether the words of the source were at hand when the number was written down here. */
  readonly isVerified: boolean;
}

const LARGER_AND_ABOVE = INCIDENT_LEVELS.slice(0, 3);
const INCIDENT_REPORT = {
  'zh-CN': '《国家网络安全事件报告管理办法》（2025-11-01 起施行）',
  en: 'Measures for reporting national cybersecurity incidents (in force 2025-11-01)',
} as const;

/** What runs from the moment at which an incident is found; numbers are data with their source. */
export const TIMER_RULES: readonly TimerRule[] = [
  {
    ...{ id: 'report-critical', hours: 1, kinds: INCIDENT_KINDS, levels: LARGER_AND_ABOVE },
    ...{ isCritical: true, citation: INCIDENT_REPORT, isVerified: false },
  },
  {
    ...{ id: 'report', hours: 4, kinds: INCIDENT_KINDS, levels: LARGER_AND_ABOVE },
    ...{ isCritical: false, citation: INCIDENT_REPORT, isVerified: false },
  },
  {
    ...{ id: 'report-police', hours: 24, levels: INCIDENT_LEVELS, isVerified: true },
    kinds: ['illegal-content', 'intrusion', 'malware', 'denial-of-service'],
    citation: {
      'zh-CN': '《计算机信息网络国际联网安全保护管理办法》第十条第六项',
      en: 'Measures for security protection of international networking, article 10(6)',
    },
  },
  {
    ...{ id: 'notify-persons', hours: 0, kinds: ['data-leak'], levels: INCIDENT_LEVELS },
    isVerified: true,
    citation: {
      'zh-CN': '《个人信息保护法》第五十七条',
      en: 'Personal Information Protection Law, article 57',
    },
  },
];
