import { StyleProvider } from '@ant-design/cssinjs';
import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import type { ReactNode } from 'react';
import type { Language } from '../text/language.ts';
import { THEME } from './tokens.ts';

export interface ThemedProps {
  readonly language: Language;
  readonly children: ReactNode;
}

/**
 * Where the components put the styles that they still make while they run: beside the document, so
 * that they are without effect and no breach of the policy. The file has the same ones.
 */
const NOWHERE = document.createElement('div');

/** The look and the language of the components. */
export function Themed({ language, children }: ThemedProps) {
  return (
    <StyleProvider container={NOWHERE}>
      <ConfigProvider
        theme={THEME}
        locale={language === 'en' ? enUS : zhCN}
        wave={{ disabled: true }}
        button={{ autoInsertSpace: false }}
      >
        {children}
      </ConfigProvider>
    </StyleProvider>
  );
}
