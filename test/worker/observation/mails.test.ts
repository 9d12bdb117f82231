import { expect, it } from 'vitest';
import { order } from '../../../activities/mail/examples/order.ts';
import { exposition } from '../../../worker/observation/exposition.ts';
import { FORGOTTEN_AFTER_MS, Mails } from '../../../worker/observation/mails.ts';
import { mailDelivery } from '../../../workflows/activity-options.ts';
import { failureOf, mailing } from '../../activities/mail/mailing.ts';

const mailTo = (id: string, ...to: readonly string[]) => ({
  ...order({ kind: 'resumed' }, { to: to.map((name) => ({ name, email: `${name}@utrecht.example` })) }),
  id,
});

it('tells how many mails left, were refused for good, and wait; in its figures alone', async () => {
  let now = 0;
  const mails = new Mails(() => now);
  let isBusy = true;
  const { attempt } = await mailing(
    {
      recipient: (address) => {
        if (address.startsWith('onbekend')) return { code: 550, text: '5.1.1 Unknown' };
        return isBusy && address.startsWith('later') ? { code: 451, text: '4.7.1 Greylisted' } : null;
      },
    },
    undefined,
    (sendMail) => mails.counted(sendMail),
  );
  const told = () =>
    exposition(mails.metrics())
      .split('\n')
      .filter((line) => !line.startsWith('#'))
      .map((line) => line.replace(/^traject_mails_/, ''));
  const lines = (sent: number, refused: number, waiting: number) => [
    `sent_total ${sent}`,
    `refused_total ${refused}`,
    `waiting ${waiting}`,
    '',
  ];

  expect(told()).toEqual(lines(0, 0, 0)); // from the start: an alert sees nothing in what is not there
  await attempt(mailTo('a', 'kim'));
  await attempt(mailTo('b', 'kim', 'onbekend'));
  expect(told()).toEqual(lines(1, 1, 0));
  for (const id of ['c', 'd', 'c']) {
    await failureOf(attempt(mailTo(id, 'later')));
    now += FORGOTTEN_AFTER_MS - 1;
  }
  expect(told()).toEqual(lines(1, 1, 1)); // 'd' was not tried any more: its track was ended, say
  isBusy = false;
  await attempt(mailTo('c', 'later'));
  expect(told()).toEqual(lines(2, 1, 0));
  expect(exposition(mails.metrics())).toContain('# TYPE traject_mails_sent_total counter\n');
});

it('a mail that waits is tried again well before it is taken for gone', () => {
  const ms = (duration: unknown): number => Number(/^(\d+)m$/.exec(String(duration))?.[1]) * 60_000;
  const betweenTries = ms(mailDelivery.retry?.maximumInterval) + ms(mailDelivery.startToCloseTimeout);
  expect(betweenTries).toBeLessThan(FORGOTTEN_AFTER_MS);
});
