import { businessActions } from '../../machines/track/actions/index.ts';
import { interpret } from '../../machines/track/actions/interpret.ts';
import { offersOf } from '../../machines/track/actions/offers.ts';
import { instantAt, toIso } from '../../machines/domain/amsterdam.ts';
import { isoDate, addDays } from '../../machines/domain/dates.ts';
import { parseDeclaration } from '../../machines/domain/declaration.ts';
import { defaultPolicy } from '../../machines/domain/policy.ts';
import { drain, nextDue, start, step, isDone, canTake } from '../../machines/engine/step.ts';
import { trackMachine } from '../../machines/track/machine.ts';
import { viewOf } from '../../machines/track/view.ts';
import { answerOf } from '../../machines/track/answers.ts';
import { renderOverview } from '../../machines/track/overview.ts';
import { diaryEntryOf } from '../../machines/track/diary-lines.ts';

const slots = Array.from({length: 60}, (_, i) => { const d = addDays(isoDate('2027-03-02'), 7*i); return { id: `T.${d}.0900`, tranche: 'T', begin: instantAt(d,'09:00'), end: instantAt(d,'13:00') }; });
let now = instantAt(isoDate('2027-01-04'), '08:00');
const organisation = { id: 'gemeente-utrecht' as never, name: 'Utrecht', kind: 'gemeente' as const };
let { state } = start(trackMachine, { organisation, settings: { policy: defaultPolicy, closures: [], planningVersion: '1' }, usedAdviceMinutes: 0, liveBefore: {} }, now);
function take(s: any) { state = s.state; for (const e of s.effects) {
  if (e.kind === 'mail') console.log('   MAIL', e.order.content.kind, e.order.audience, JSON.stringify(e.order.content).slice(0,150));
  if (e.kind === 'diary') console.log('   DIARY', e.entry.text);
  if (e.kind === 'planning') { const r = e.request; 
    const key = { organisation: r.organisation, function: r.function, generation: r.generation };
    const f = slots.filter((s) => !r.earliest || s.begin >= instantAt(r.earliest, '00:00'));
    const cur = state.snapshot.context.connections[r.function]?.place?.slot;
    const answer: any = r.kind==='reserve' ? { kind:'placed', ...key, slot: f[0], agreed:false } : r.kind==='confirm' ? {kind:'placed', ...key, slot: cur, agreed:true } : r.kind==='move' ? { kind:'placed', ...key, slot: slots.find(s=>s.id===r.slot), agreed: true } : r.kind==='alternatives' ? {kind:'alternatives', ...key, alternatives: f.slice(0,3).map(s=>({...s, lateness:0, changesTranche:false}))} : r.kind==='release' ? {kind:'released',...key} : r.kind==='advice' ? {kind:'adviceBooked', organisation: r.organisation, booking: r.booking, usedMinutes: 60} : {kind:'closed', organisation: r.organisation};
    console.log('   PLAN', r.kind, '->', answer.kind);
    take(step(trackMachine, state, {type:'planning.answered', answer}, now)); }
} }
const d = parseDeclaration({ organisatie:{naam:'Utrecht',soort:'gemeente'}, functies:{berichtenbox:{teststart:'2027-03-01',ingebruikname:'2027-05-01'}, lopendeZaken:{teststart:'2027-03-01',ingebruikname:'2027-08-01'}}, ondertekening:{persoonsnaam:'A',naam:'A',functie:'dir',plaats:'Utrecht',datum:'2027-01-02',handtekening:'ja'}, contactpersonen:[{rol:'projectleider',naam:'J. Bakker',email:'j@example.org'}]});
if (!d.ok) { console.log(d.problems); process.exit(1); }
take(step(trackMachine, state, { type:'declaration.received', declaration: d.declaration, by:'x', at: now }, now));
let failed = false;
for (let i = 0; i < 400 && !isDone(state); i++) {
  const context = { ...state.snapshot.context, now };
  const forward = offersOf(context).filter(o => o.vooruit);
  const o = forward[0];
  if (o) {
    const action = businessActions.find(a => a.code === o.handeling)!;
    const extra = o.handeling==='ketentest-vastleggen' && !failed ? (failed = true, {uitslag:'niet-geslaagd', oorzaak:'leverancier'}) : {};
    const m = interpret(context, action, { door: 'x', ...(o.functie ? {functie:o.functie} : {}), ...extra });
    if (!m.ok) { console.log('REFUSED', o.handeling, m.reason); break; }
    if (!canTake(trackMachine, state, m.event, now)) { console.log('CANNOT', o.handeling, o.functie); break; }
    console.log(toIso(now).slice(0,16), 'DO', o.handeling, o.functie, JSON.stringify(o.invoer).slice(0,100)); console.log('   DB:', diaryEntryOf(m.event, now).text);
    const before = state.snapshot.context; take(step(trackMachine, state, m.event, now)); console.log('   ->', answerOf(before, state.snapshot.context, m.event));
  }
  const due = nextDue(state); now = Math.min(now + 86400000, due ?? Infinity);
  take(drain(trackMachine, state, now));
  if (i === 30) console.log(renderOverview(state.snapshot.context));
}
console.log(JSON.stringify(viewOf(state.snapshot.context), null, 1).slice(0, 3000), isDone(state), toIso(now));
