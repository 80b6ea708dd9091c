import { acceptanceMessage, agreementMessage } from '@mingjing/client';
import { done } from '../chain-acts.ts';
import { mingjing, succeeded } from '../command.ts';
import { made, type Stage } from '../stage.ts';

const VERSION = 1;
const TEXT = [
  '明镜存证服务协议（示例）',
  '一、用户应提供真实身份信息；未经核验不得发布。',
  '二、用户不得发布法律、行政法规禁止的内容；违反者按情节分级处置，并可申诉。',
  '三、发布内容与日志依法留存不少于六个月。',
  '本文本仅供演示。',
].join('\n');

/**
 * Publishes the service agreement and has every user of the genesis accept it: from here on nobody
 * publishes who did not. Answers its version and how many accepted.
 */
export async function publishAgreement(
  stage: Stage,
): Promise<{ readonly version: number; readonly accepted: number }> {
  const { management, testnet } = made(stage.network);
  const office = made(stage.people).management;
  await office.have('jia-security-admin', 'POST', '/v1/agreement-texts', { text: TEXT });
  const message = agreementMessage(VERSION, Buffer.from(TEXT));
  await done(management, office.keyFile('jia-security-admin'), message);
  await Promise.all(testnet.users.map((key) => acceptAgreement(stage, key)));
  return { version: VERSION, accepted: testnet.users.length };
}

/** A user accepts the text that he was shown. */
export async function acceptAgreement(stage: Stage, keyFile: string): Promise<void> {
  const message = acceptanceMessage(VERSION, Buffer.from(TEXT));
  await done(made(stage.network).management, keyFile, message);
}

/** The key with which the organisation's users are sealed for look-through: without it none is. */
export async function registerSealingKey(stage: Stage): Promise<void> {
  const { management } = made(stage.network);
  const key = made(stage.people).management.keyFile('jia-security-admin');
  const words = ['user', 'envelope-key', 'organisation/jia', '--key', key];
  succeeded(await mingjing(...words, '--home', management.home));
}
