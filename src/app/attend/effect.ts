import { changedPaths } from "../../git/index.ts";
import type { PullFacts } from "../../model/pull.ts";
import type { PublicationContext } from "../../report/publication/index.ts";
import type { PastDecision } from "../effect/task.ts";
import { decisionsMax, editsSettings, settingsFilesOf } from "../effect.ts";
import { keptDecisions, keptReport, lastOfEach } from "../past-decisions.ts";
import { policiesInForce } from "../policies-in-force.ts";
import { repositoryNameOf } from "../repository-names.ts";
import { readSource, type SourceFile } from "../source-file.ts";
import { lastGoodFiles } from "./in-force.ts";
import type { AttendPorts } from "./ports.ts";
import type { Situation } from "./situation.ts";

/** The organisation's file, and the repository that holds it. */
const organisationPath = "sekisho.yml";
const organisationRepository = ".github";
/** What is read of a whole organisation: a month of decisions, of which the last few are shown. */
const periodMs = 30 * 86_400_000;

/**
 * What an edit of configuration or waivers would have changed: the last decisions, judged under the settings as they
 * would be. `null`: the pull request edits none.
 */
export async function effectOfEdit(
  { snapshot, pull, organisation, inForce, locale }: Situation,
  ports: AttendPorts,
): Promise<PublicationContext["effect"]> {
  const changed = changedPaths(snapshot.base, snapshot.head).map(({ path }) => path);
  const { repository } = pull;
  const holdsOrganisation = repository.name === organisationRepository;
  if (!editsSettings(changed, holdsOrganisation ? organisationPath : null)) return null;
  const before = organisation === null ? null : { path: organisation.path, text: organisation.text };
  const after = holdsOrganisation ? await readSource(snapshot.head, organisationPath) : before;
  const own: Edit = {
    inForce: await settingsFilesOf(snapshot.tip ?? snapshot.base, before),
    edited: await settingsFilesOf(snapshot.head, after),
  };
  return ports.effects.effectOf({
    edited: own.edited,
    decisions: await pastDecisions(pull, holdsOrganisation ? { before, after } : null, own, ports),
    rules: policiesInForce(inForce.settings, ports.review).rules,
    locale,
    today: inForce.settings.today,
  });
}

type Edit = Pick<PastDecision, "inForce" | "edited">;

/** Of this repository; where the organisation's file is edited, of all that it is in force for. */
async function pastDecisions(
  { repository, number, head }: PullFacts,
  organisation: { readonly before: SourceFile | null; readonly after: SourceFile | null } | null,
  own: Edit,
  { store, now }: AttendPorts,
): Promise<readonly PastDecision[]> {
  const since = new Date(now().getTime() - periodMs).toISOString();
  const kept =
    organisation === null
      ? await keptDecisions(store.records, repository.id)
      : await keptDecisions(store.records, null, since);
  const edits = new Map<number, Edit>([[repository.id, own]]);
  const decisions: PastDecision[] = [];
  for (const last of lastOfEach(kept)) {
    if (decisions.length === decisionsMax) break;
    const name = await repositoryNameOf(store.notes, last.repositoryId);
    if (!name.startsWith(`${repository.owner}/`)) continue;
    if (last.repositoryId === repository.id && last.number === number && last.head === head.sha) continue;
    const report = await keptReport(store.blobs, last);
    if (report === null) continue;
    const edit =
      edits.get(last.repositoryId) ?? (await editElsewhere(last.repositoryId, organisation, store));
    edits.set(last.repositoryId, edit);
    decisions.push({ repository: name, number: last.number, report, ...edit });
  }
  return decisions;
}

/** Another repository's own file stays as it was last read; its exceptions are those that a report names. */
async function editElsewhere(
  repositoryId: number,
  organisation: { readonly before: SourceFile | null; readonly after: SourceFile | null } | null,
  store: AttendPorts["store"],
): Promise<Edit> {
  const repository = (await lastGoodFiles(repositoryId, store))?.repository ?? null;
  const { before, after } = organisation ?? { before: null, after: null };
  return {
    inForce: { organisation: before, repository, waivers: [] },
    edited: { organisation: after, repository, waivers: [] },
  };
}
