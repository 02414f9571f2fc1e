import type { SweepReader, SweptRepository } from "../../github/sweep-ports.ts";
import type { Findings } from "./result.ts";

export interface PlacePorts<Survey extends Pick<SweepReader, "repositories">> {
  readonly app: {
    readonly installations: () => Promise<readonly { readonly id: number; readonly account: string }[]>;
    readonly installation: (id: number) => { readonly survey: Survey };
  };
}

export interface Place<Survey = SweepReader> {
  readonly installationId: number;
  readonly repository: SweptRepository;
  readonly survey: Survey;
  /** `owner/name`. */
  readonly name: string;
}

/** Goes to every installation with its repositories. One that says no does not keep the sweep from the others. */
export async function eachInstallation<Survey extends Pick<SweepReader, "repositories">>(
  { app }: PlacePorts<Survey>,
  findings: Findings,
  look: (places: readonly Place<Survey>[]) => Promise<void>,
): Promise<void> {
  for (const { id: installationId, account } of await app.installations()) {
    await findings.at(account, async () => {
      const { survey } = app.installation(installationId);
      const repositories = await survey.repositories();
      await look(
        repositories.map((repository) => {
          return { installationId, repository, survey, name: `${repository.owner}/${repository.name}` };
        }),
      );
    });
  }
}
