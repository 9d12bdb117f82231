import type { ChecklistItem, GoLiveItem } from './checklist.ts';
import type {
  Cause,
  Channel,
  ConnectionFunction,
  DocumentKind,
  Outcome,
  Party,
  Role,
  Rung,
  Stage,
} from './vocabulary.ts';

/** The Dutch word for every code that a user meets. Exhaustive by type: a new code without a word does not compile. */

export const functionWords: Readonly<Record<ConnectionFunction, string>> = {
  berichtenbox: 'Berichtenbox',
  lopendeZaken: 'Lopende Zaken',
};

export const stageWords: Readonly<Record<Stage, string>> = {
  declaration: 'Intentieverklaring',
  trancheAssignment: 'Inroostering',
  impactAnalysis: 'Impactanalyse en advies',
  application: 'Aanvraag',
  preproduction: 'Preproductie',
  chainTest: 'Ketentest',
  goLive: 'Ingebruikname',
  live: 'In gebruik',
  withdrawn: 'Ingetrokken',
  supplierReady: 'Leveranciersaansluiting gereed',
  succeeded: 'Opgegaan in een andere organisatie',
};

export const partyWords: Readonly<Record<Party, string>> = {
  consumer: 'afnemer',
  desk: 'Servicecentrum',
};

export const causeWords: Readonly<Record<Cause, string>> = {
  consumer: 'afnemer',
  supplier: 'leverancier',
  logius: 'Logius',
};

export const outcomeWords: Readonly<Record<Outcome, string>> = {
  passed: 'geslaagd',
  passedWithFindings: 'geslaagd met bevindingen',
  failed: 'niet geslaagd',
  aborted: 'afgebroken',
  noShow: 'niet verschenen',
  cancelled: 'afgezegd',
};

export const roleWords: Readonly<Record<Role, string>> = {
  signatory: 'tekenbevoegde',
  projectLead: 'projectleider',
  supplier: 'ICT-leverancier',
  intermediary: 'intermediair',
};

export const channelWords: Readonly<Record<Channel, string>> = {
  phone: 'telefoon',
  mail: 'e-mail',
  post: 'post',
  meeting: 'overleg',
};

export const rungWords: Readonly<Record<Rung, string>> = {
  reminder1: 'eerste herinnering',
  reminder2: 'tweede herinnering',
  due: 'uiterste dag',
  overdue: 'te laat',
  escalation1: 'escalatie 1',
  escalation2: 'escalatie 2',
};

export const documentWords: Readonly<Record<DocumentKind, string>> = {
  agreement: 'verwerkersovereenkomst',
  'form.berichtenbox': 'aanvraagformulier Berichtenbox',
  'form.lopendeZaken': 'aanvraagformulier Lopende Zaken',
};

export const checklistWords: Readonly<Record<ChecklistItem, string>> = {
  accessRequested: 'toegang tot preproductie aanvragen',
  oin: 'OIN',
  certificate: 'PKIoverheid-certificaat',
  accessData: 'toegangsgegevens',
  networkPath: 'netwerkpad',
  messageFlows: 'berichtenstromen',
  acceptanceTest: 'interne acceptatietest',
  supplierPortal: 'Leveranciersportaal',
  cpa: 'CPA',
  connectionCheck: 'controle van de aansluiting',
};

export const goLiveItemWords: Readonly<Record<GoLiveItem, string>> = {
  productionCertificate: 'productiecertificaat',
  productionCpa: 'CPA voor productie',
  productionNetwork: 'netwerk voor productie',
  productionCheck: 'controle voor productie',
};
