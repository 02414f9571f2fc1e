import { changedPaths } from "../../git/index.ts";
import type { PublicationContext } from "../../report/publication/index.ts";
import type { PastDecision } from "../effect/task.ts";
import { decisionsMax, editsSettings, settingsFilesOf } from "../effect.ts";
import { keptDecisions, keptReport, lastOfEach } from "../past-decisions.ts";
import { repositoryNameOf } from "../repository-names.ts";
import { readSource } from "../source-file.ts";
import type { AttendPorts } from "./ports.ts";
import type { Situation } from "./situation.ts";

/** The organisation's file, and the repository that holds it. */
const organisationPath = "sekisho.yml";
const organisationRepository = ".github";

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
  const { store, review } = ports;
  const before = organisation === null ? null : { path: organisation.path, text: organisation.text };
  const after = holdsOrganisation ? await readSource(snapshot.head, organisationPath) : before;
  const standing = await settingsFilesOf(snapshot.tip ?? snapshot.base, before);
  const edited = await settingsFilesOf(snapshot.head, after);
  const newest = lastOfEach(await keptDecisions(store.records, repository.id)).slice(0, decisionsMax);
  const decisions: PastDecision[] = [];
  for (const kept of newest) {
    const report = await keptReport(store.blobs, kept);
    if (report === null || (kept.number === pull.number && kept.head === pull.head.sha)) continue;
    const name = await repositoryNameOf(store.notes, kept.repositoryId);
    decisions.push({ repository: name, number: kept.number, report, inForce: standing, edited });
  }
  return ports.effects.effectOf({
    edited,
    decisions,
    rules: review.policySet.rules,
    locale,
    today: inForce.settings.today,
  });
}
