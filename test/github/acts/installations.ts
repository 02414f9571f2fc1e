import { installationBody, namedRepository, simpleUser } from "../json/basic.ts";
import type { Installation, Repository } from "../world/types.ts";
import { covers } from "../world/world.ts";
import { type ActContext, ownerOf } from "./context.ts";

/** What an owner does with the App. */
export function installationActs({ world }: ActContext) {
  const of = (login: string): Installation => {
    for (const installation of world.installations.values())
      if (installation.account.login.toLowerCase() === login.toLowerCase()) return installation;
    throw new Error(`The App is not installed at ${login}.`);
  };
  const announceInstallation = (
    installation: Installation,
    event: string,
    action: string,
    more: Readonly<Record<string, unknown>> = {},
  ): void => {
    const by = ownerOf(world, installation.account);
    const body = {
      installation: installationBody(world, installation),
      sender: simpleUser(world, by),
      ...more,
    };
    world.emit({ event, action, body, repository: null, account: null, installation });
  };
  const covered = (installation: Installation): readonly Repository[] =>
    [...world.repositories.values()].filter(
      (repository) => repository.owner.id === installation.account.id && covers(installation, repository),
    );
  return {
    /** `repositories`: full names; all of the account where they are left out. */
    install: (given: {
      readonly account: string;
      readonly repositories?: readonly string[];
      readonly permissions?: Readonly<Record<string, string>>;
      readonly events?: readonly string[];
    }) => {
      const account = world.account(given.account);
      const installation: Installation = {
        id: world.nextId("installation"),
        account,
        organisation: world.organisations.get(account.login.toLowerCase()) ?? null,
        repositories:
          given.repositories === undefined
            ? null
            : new Set(given.repositories.map((name) => world.repository(name).id)),
        permissions: given.permissions ?? world.app.permissions,
        events: given.events ?? world.app.events,
        suspended: false,
        createdAt: world.now(),
      };
      world.installations.set(installation.id, installation);
      const repositories = covered(installation).map(namedRepository);
      announceInstallation(installation, "installation", "created", { repositories, requester: null });
      return { id: installation.id };
    },
    uninstall: (given: { readonly account: string }) => {
      const installation = of(given.account);
      const repositories = covered(installation).map(namedRepository);
      announceInstallation(installation, "installation", "deleted", { repositories, requester: null });
      world.installations.delete(installation.id);
    },
    suspend: (given: { readonly account: string }) => {
      const installation = of(given.account);
      installation.suspended = true;
      announceInstallation(installation, "installation", "suspend");
    },
    unsuspend: (given: { readonly account: string }) => {
      const installation = of(given.account);
      installation.suspended = false;
      announceInstallation(installation, "installation", "unsuspend");
    },
    addRepository: (given: { readonly repository: string }) => {
      const repository = world.repository(given.repository);
      const installation = of(repository.owner.login);
      installation.repositories?.add(repository.id);
      announceInstallation(installation, "installation_repositories", "added", {
        repositories_added: [namedRepository(repository)],
        repositories_removed: [],
        repository_selection: "selected",
        requester: null,
      });
    },
    removeRepository: (given: { readonly repository: string }) => {
      const repository = world.repository(given.repository);
      const installation = of(repository.owner.login);
      installation.repositories ??= new Set(covered(installation).map(({ id }) => id));
      installation.repositories.delete(repository.id);
      announceInstallation(installation, "installation_repositories", "removed", {
        repositories_added: [],
        repositories_removed: [namedRepository(repository)],
        repository_selection: "selected",
        requester: null,
      });
    },
    acceptPermissions: (given: {
      readonly account: string;
      readonly permissions: Readonly<Record<string, string>>;
      readonly events?: readonly string[];
    }) => {
      const installation = of(given.account);
      installation.permissions = given.permissions;
      installation.events = given.events ?? installation.events;
      announceInstallation(installation, "installation", "new_permissions_accepted");
    },
  };
}
