import { consumerRoles, type Mailbox, type MailOrder } from '../../../machines/track/mail.ts';
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
  const whose = ofSupplier === true ? { organisation: supplier } : {};
  const to = consumerRoles[content.kind].map((role) => people[role]);
  return { title: `${mailWords[content.kind]}: ${variant}`, order: order(content, { to, ...whose }) };
}

const supplier: MailOrder['organisation'] = { id: 'leverancier-zaaksoftware', name: 'Zaaksoftware B.V.' };

const people: Readonly<Record<Role, Mailbox>> = {
  signatory: { name: 'Robin Bakker', email: 'robin.bakker@utrecht.example' },
  projectLead: { name: 'Kim Jansen', email: 'kim.jansen@utrecht.example' },
  supplier: { name: 'Sam de Vries', email: 'sam@leverancier.example' },
  intermediary: { name: 'Noor Peters', email: 'noor@intermediair.example' },
};

/** Every mail of a track, in every variant that reads differently, in the order in which a track sends them. */
export const exampleMails: readonly ExampleMail[] = Object.values(courseExamples).flatMap(
  (examples: readonly Example[]) => examples.map(exampleMail),
);
