import type { MailOrder } from '../../../machines/track/mail.ts';
import type { Letter } from '../letter.ts';
import { accessReady, documentsRejected, formalStart } from './application.ts';
import { resumed, suspended, withdrawn } from './course.ts';
import { declarationReceived } from './declaration.ts';
import { consumerLetter, type Draft } from './draft.ts';
import { escalationLetter, ladder } from './ladder.ts';
import { alternativesOffered, slotAgreed, slotCancelled, slotProposed } from './slots.ts';
import { live, supplierReady, testResult } from './testing.ts';

/** The text of a mail to the consumer. */
export function letterFor(order: MailOrder): Letter {
  return consumerLetter(order, draftOf(order));
}

function draftOf(order: MailOrder): Draft {
  const { content } = order;
  switch (content.kind) {
    case 'declarationReceived':
      return declarationReceived(content, order);
    case 'ladder':
      return ladder(content, order);
    case 'slotProposed':
      return slotProposed(content);
    case 'slotAgreed':
      return slotAgreed(content);
    case 'slotCancelled':
      return slotCancelled(content);
    case 'alternativesOffered':
      return alternativesOffered(content, order);
    case 'documentsRejected':
      return documentsRejected(content, order);
    case 'formalStart':
      return formalStart(content, order);
    case 'accessReady':
      return accessReady(content, order);
    case 'testResult':
      return testResult(content, order);
    case 'live':
      return live(content);
    case 'supplierReady':
      return supplierReady(content);
    case 'withdrawn':
      return withdrawn(content);
    case 'suspended':
      return suspended(content);
    case 'resumed':
      return resumed();
    case 'escalationLetter':
      return escalationLetter(content, order);
  }
}
