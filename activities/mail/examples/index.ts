import {
  consumerRoles,
  type Mailbox,
  type MailContent,
  type MailKind,
  type MailOrder,
} from '../../../machines/track/mail.ts';
import { defaultPolicy } from '../../../machines/domain/policy.ts';
import type { Role } from '../../../machines/domain/vocabulary.ts';
import { mailWords } from '../../../machines/track/track-words.ts';
import { courseExamples } from './course.ts';
import type { Example } from './example.ts';
import { order } from './order.ts';

export interface ExampleMail {
  /** Dutch, and unlike that of any other: "ontvangstbevestiging: compleet". */
  readonly title: string;
  readonly order: MailOrder;
}

function exampleMail({ variant, content, ofSupplier }: Example): ExampleMail {
  const audience = audienceOf(content);
  const whose = ofSupplier === true ? { organisation: supplier } : {};
  return {
    title: `${titleOf(content, audience)}: ${variant}`,
    order: order(content, { audience, to: recipientsOf(content.kind, audience), ...whose }),
  };
}

const supplier: MailOrder['organisation'] = { id: 'leverancier-zaaksoftware', name: 'Zaaksoftware B.V.' };

const people: Readonly<Record<Role, Mailbox>> = {
  signatory: { name: 'Robin Bakker', email: 'robin.bakker@utrecht.example' },
  projectLead: { name: 'Kim Jansen', email: 'kim.jansen@utrecht.example' },
  supplier: { name: 'Sam de Vries', email: 'sam@leverancier.example' },
  intermediary: { name: 'Noor Peters', email: 'noor@intermediair.example' },
};

function recipientsOf(kind: MailKind, audience: MailOrder['audience']): readonly Mailbox[] {
  const { servicecentrum, coordinator } = defaultPolicy;
  switch (audience) {
    case 'consumer':
      return consumerRoles[kind].map((role) => people[role]);
    case 'desk':
      return [{ name: servicecentrum.naam, email: servicecentrum.email }];
    case 'coordinator':
      return [{ name: coordinator.naam, email: coordinator.email }];
  }
}

function titleOf({ kind }: MailContent, audience: MailOrder['audience']): string {
  const reader = { consumer: '', desk: ' aan het Servicecentrum', coordinator: ' aan de coördinator' }[
    audience
  ];
  return `${mailWords[kind]}${reader}`;
}

/** As machines/track/ladder.ts sends them. */
function audienceOf(content: MailContent): MailOrder['audience'] {
  const line = content.kind === 'ladder' ? content.lines[0] : undefined;
  switch (line?.rung) {
    case undefined:
      return 'consumer';
    case 'reminder1':
    case 'reminder2':
    case 'due':
      return line.waitsOn;
    case 'overdue':
      return 'desk';
    case 'escalation1':
      return 'coordinator';
    case 'escalation2':
      return line.waitsOn === 'consumer' ? 'desk' : 'coordinator';
  }
}

/** Every mail there is, in every variant that reads differently, in the order in which a track sends them. */
export const exampleMails: readonly ExampleMail[] = Object.values(courseExamples).flatMap(
  (examples: readonly Example[]) => examples.map(exampleMail),
);
