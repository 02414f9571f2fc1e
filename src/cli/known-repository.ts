import { repositoryIdOf } from "../app/repository-names.ts";
import type { StoreReader } from "../store/index.ts";
import { UsageError } from "./usage.ts";

/** The repository that `--repository` names. Throws {@link UsageError}. */
export async function knownRepository(name: string, { notes }: Pick<StoreReader, "notes">) {
  const id = await repositoryIdOf(notes, name);
  if (id !== null) return { id, name };
  throw new UsageError(
    `--repository: nothing is recorded about ${JSON.stringify(name)}. It is written owner/name, and the App has to have seen it.`,
  );
}
