import type {
  CheckResult,
  Checklist,
  EvidenceId,
  EvidenceItem,
  Phase,
  RunRecords,
  Step,
  StepProgress,
} from '../../../../preload/contract/index.ts';
import type { HandOver, HandOverEvidence } from './hand-over.ts';
import { HAND_OVER_STYLE } from './hand-over-style.ts';
import { ageWords, checkStateWords, instantWords, stepStateWords } from './hand-over-words.ts';
import { attribute, ownText, html, type Markup } from './markup.ts';

/** No script, no request, nothing but the style and pictures that are inside the file. */
const CONTENT_POLICY =
  "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

const PICTURE_TYPES = new Set(['image/png', 'image/jpeg']);
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/**
 * A run as one document that needs nothing else: to be read in any browser, printed, and kept. It
 * has every step with who did what when, its checks and its evidence. Texts are escaped.
 */
export function handOverHtml(handOver: HandOver): string {
  const { checklist } = handOver.engagement;
  const known = new Set(checklist.phases.flatMap(({ steps }) => steps.map(({ id }) => id)));
  const left = handOver.engagement.steps.filter(({ stepId }) => !known.has(stepId));
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${attribute(CONTENT_POLICY)}" />
        <meta name="referrer" content="no-referrer" />
        <title>Hand-over: ${attribute(handOver.engagement.summary.title)}</title>
        <style>
          ${ownText(HAND_OVER_STYLE)}
        </style>
      </head>
      <body>
        ${heading(handOver)} ${values(handOver)}
        ${checklist.phases.map((phase) => phaseSection(phase, handOver))}
        ${
          left.length === 0
            ? null
            : html`<section>
                <h2>Steps of an earlier version</h2>
                ${left.map((progress) => removedStep(progress, handOver))}
              </section>`
        }
        ${responsibilities(checklist)} ${files(handOver)} ${glossary(checklist)}
        ${signOffLines(checklist)}
      </body>
    </html>`;
  return `${document.text}\n`;
}

function heading({ engagement, tenants, exportedAt, appVersion, journal }: HandOver): Markup {
  const { summary, checklist, operators } = engagement;
  const { sides } = checklist;
  const source =
    tenants.source === null
      ? null
      : row(
          sides.source ?? 'Source',
          html`${tenants.source.name} <code>${tenants.source.id}</code>`,
        );
  return html`<header>
    <h1>${summary.title}</h1>
    <p>${checklist.summary}</p>
    <dl>
      ${row('Checklist', html`${checklist.title}, version ${summary.checklistVersion}`)} ${source}
      ${row(sides.target, html`${tenants.target.name} <code>${tenants.target.id}</code>`)}
      ${row('Owner', orNone(summary.owner))} ${row('Operators', html`${operators.join(', ')}`)}
      ${row('Begun', html`${instantWords(summary.createdAt)}`)}
      ${summary.dueAt === null ? null : row('Due', html`${instantWords(summary.dueAt)}`)}
      ${row(
        'Steps',
        html`${summary.done} of ${summary.total} done, ${summary.skipped} skipped,
        ${summary.drifted} no longer as they were, ${summary.failedChecks} failed checks`,
      )}
      ${
        summary.endsAt === null
          ? null
          : row('First end to come', html`${instantWords(summary.endsAt)}`)
      }
      ${row(
        'Signed off',
        summary.signedOff === null
          ? html`Not yet`
          : html`${summary.signedOff.by}, ${instantWords(summary.signedOff.at)}`,
      )}
      ${row('Exported', html`${instantWords(exportedAt)} by Bulkhead ${appVersion}`)}
      ${journal === null ? null : row('Journal', journalWords(journal))}
    </dl>
  </header>`;
}

/** Where the journal of the device that it was exported on says the same. */
function journalWords({ exported, records }: RunRecords): Markup {
  return html`Exported under record ${String(exported.seq)}, hash <code>${exported.hash}</code>.
    ${records.length === 0 ? 'No other record' : `Records ${records.join(', ')}`} of this run.`;
}

function row(name: string, value: Markup): Markup {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;
}

function orNone(text: string): Markup {
  return text === '' ? html`<span class="none">Not said</span>` : html`${text}`;
}

function values({ engagement: { checklist, parameters } }: HandOver): Markup | null {
  if (checklist.parameters.length === 0) return null;
  const entered = new Map(parameters.map(({ id, value }) => [id, value]));
  return html`<section>
    <h2>Values</h2>
    <table>
      <thead>
        <tr>
          <th>Value</th>
          <th>Entered</th>
        </tr>
      </thead>
      <tbody>
        ${checklist.parameters.map(
          ({ id, label }) =>
            html`<tr>
              <td>${label}</td>
              <td>${orNone(entered.get(id) ?? '')}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}

function phaseSection(phase: Phase, handOver: HandOver): Markup {
  return html`<section>
    <h2>
      ${phase.title}${phase.kind === 'runbook' ? html` <small>(done again and again)</small>` : null}
    </h2>
    ${phase.about === null ? null : html`<p>${phase.about}</p>`}
    ${phase.steps.flatMap((step) => {
      const all = handOver.engagement.steps.filter(({ stepId }) => stepId === step.id);
      return all.length === 0
        ? [stepArticle(step, null, handOver)]
        : all.map((progress) => stepArticle(step, progress, handOver));
    })}
  </section>`;
}

function stepArticle(step: Step, progress: StepProgress | null, handOver: HandOver): Markup {
  const { sides } = handOver.engagement.checklist;
  const side = step.side === 'source' ? (sides.source ?? 'Source') : sides.target;
  return html`<article>
    <h3>
      ${step.title}${
        progress?.operator === undefined || progress.operator === null
          ? null
          : html` – ${progress.operator}`
      }
    </h3>
    <p class="where">
      In ${side}.${step.role === null ? null : html` Role: ${step.role.least}.`}
      ${step.isOptional ? html` Optional.` : null}
    </p>
    <p>${step.why}</p>
    ${
      step.irreversible === null
        ? null
        : html`<p class="mark">Cannot be taken back: ${step.irreversible}</p>`
    }
    ${progress === null ? html`<p class="state open">Open</p>` : progressOf(progress, handOver)}
  </article>`;
}

function removedStep(progress: StepProgress, handOver: HandOver): Markup {
  return html`<article>
    <h3>
      ${progress.removedTitle ?? progress.stepId}${progress.operator === null ? null : html` – ${progress.operator}`}
    </h3>
    ${progressOf(progress, handOver)}
  </article>`;
}

function progressOf(progress: StepProgress, handOver: HandOver): Markup {
  const { changedAt, changedBy, sharedFrom, signedOff } = progress;
  return html`<p class="state ${attribute(progress.state)}">
      ${stepStateWords(progress)}${changedAt === null ? null : html`, ${instantWords(changedAt)}`}${
        changedBy === null ? null : html`, ${changedBy}`
      }${sharedFrom === null ? null : html`, in another run of this tenant (${sharedFrom})`}
    </p>
    <dl>
      ${progress.skipReason === null ? null : row('Reason', html`${progress.skipReason}`)}
      ${progress.owner === '' ? null : row('Owner', html`${progress.owner}`)}
      ${progress.dueAt === null ? null : row('Due', html`${instantWords(progress.dueAt)}`)}
      ${
        progress.endsAt === null
          ? null
          : row(
              'Ends',
              html`${instantWords(progress.endsAt)},
              ${progress.endsAtFrom === 'check' ? 'read by a check' : 'reckoned from the step'}`,
            )
      }
      ${
        signedOff === null
          ? null
          : row('Signed off', html`${signedOff.by}, ${instantWords(signedOff.at)}`)
      }
    </dl>
    ${progress.note === '' ? null : html`<pre>${progress.note}</pre>`}
    ${progress.conflicts.map(({ text, first }) => html`<p class="mark">${text} ${first}</p>`)}
    ${checksTable(progress.checks, handOver)}
    ${progress.evidence.map((item) => evidenceOf(item, handOver))} ${historyOf(progress)}`;
}

function checksTable(checks: readonly CheckResult[], { exportedAt }: HandOver): Markup | null {
  if (checks.length === 0) return null;
  return html`<table>
    <thead>
      <tr>
        <th>Check</th>
        <th>Result</th>
        <th>Found</th>
        <th>Wanted</th>
        <th>Read with</th>
        <th>When</th>
      </tr>
    </thead>
    <tbody>
      ${checks.map(
        (check) =>
          html`<tr>
            <td>${check.title}</td>
            <td>${checkStateWords(check)}</td>
            <td>${check.found}${check.needs === null ? null : html` Needs: ${check.needs}`}</td>
            <td>${check.wanted}</td>
            <td>${check.source}</td>
            <td>
              ${
                check.checkedAt === null
                  ? 'Never'
                  : html`${instantWords(check.checkedAt)}, ${ageWords(check.checkedAt, exportedAt)}
                    before the export`
              }
            </td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function contentOf({ evidence }: HandOver, id: EvidenceId): HandOverEvidence | undefined {
  return evidence.find((one) => one.id === id);
}

function evidenceOf(item: EvidenceItem, handOver: HandOver): Markup {
  const content = contentOf(handOver, item.id);
  const picture = content === undefined ? null : pictureOf(content);
  return html`<figure>
    <figcaption>
      Evidence: ${item.title} (${item.kind}, ${item.bytes} bytes, ${item.addedBy},
      ${instantWords(item.addedAt)}, SHA-256 <code>${item.sha256}</code>)
    </figcaption>
    ${picture}
    ${
      picture === null && typeof content?.text === 'string'
        ? html`<pre>${content.text}</pre>`
        : null
    }
  </figure>`;
}

/** Only what is a picture by its kind, its type and its letters gets into an address. */
function pictureOf({ kind, mediaType, base64, title }: HandOverEvidence): Markup | null {
  if (kind !== 'picture' || base64 === null) return null;
  if (!PICTURE_TYPES.has(mediaType) || !BASE64.test(base64)) return null;
  return html`<img
    src="data:${attribute(mediaType)};base64,${attribute(base64)}"
    alt="${attribute(title)}"
  />`;
}

function historyOf({ history }: StepProgress): Markup | null {
  if (history.length === 0) return null;
  return html`<ul class="history">
    ${history.map(
      ({ at, by, what, detail }) =>
        html`<li>
          ${instantWords(at)}: ${what}, ${by}${detail === '' ? null : html` – ${detail}`}
        </li>`,
    )}
  </ul>`;
}

const LETTERS: Readonly<Record<NonNullable<Step['responsibility']>['source'], string>> = {
  responsible: 'Responsible',
  accountable: 'Accountable',
  consulted: 'Consulted',
  informed: 'Informed',
  none: '–',
};

function responsibilities({ phases, sides }: Checklist): Markup | null {
  const rows = phases.flatMap(({ steps }) =>
    steps.flatMap(({ title, responsibility }) =>
      responsibility === null
        ? []
        : html`<tr>
            <td>${title}</td>
            ${sides.source === null ? null : html`<td>${LETTERS[responsibility.source]}</td>`}
            <td>${LETTERS[responsibility.target]}</td>
          </tr>`,
    ),
  );
  if (rows.length === 0) return null;
  return html`<section>
    <h2>Responsibilities</h2>
    <table>
      <thead>
        <tr>
          <th>Step</th>
          ${sides.source === null ? null : html`<th>${sides.source}</th>`}
          <th>${sides.target}</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </section>`;
}

function files({ engagement }: HandOver): Markup | null {
  const items = engagement.steps
    .flatMap(({ evidence }) => evidence)
    .filter(({ kind }) => kind === 'file');
  if (items.length === 0) return null;
  return html`<section>
    <h2>Files kept as evidence</h2>
    <p>Their contents are in the JSON of this hand-over, and in Bulkhead.</p>
    <table>
      <thead>
        <tr>
          <th>File</th>
          <th>Bytes</th>
          <th>SHA-256</th>
        </tr>
      </thead>
      <tbody>
        ${items.map(
          ({ title, bytes, sha256 }) =>
            html`<tr>
              <td>${title}</td>
              <td>${bytes}</td>
              <td><code>${sha256}</code></td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}

function glossary({ glossary: terms }: Checklist): Markup | null {
  if (terms.length === 0) return null;
  return html`<section>
    <h2>Glossary</h2>
    <dl>${terms.map(({ term, meaning }) => row(term, html`${meaning}`))}</dl>
  </section>`;
}

function signOffLines({ sides }: Checklist): Markup {
  const names = sides.source === null ? [sides.target] : [sides.source, sides.target];
  return html`<section class="sign-off">
    <h2>Sign-off</h2>
    ${names.map((name) => html`<p>For ${name}: <span></span> Date: <span></span></p>`)}
  </section>`;
}
