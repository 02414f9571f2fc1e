import { join } from "node:path";
import { dataFolderOf } from "./data-folder.ts";
import { present, type Variables } from "./secret-file.ts";

export type SetupReading =
  | { readonly kind: "ready"; readonly folder: string; readonly webhookUrl: string }
  | { readonly kind: "invalid"; readonly problem: string };

/**
 * For `sekisho serve --setup`: where GitHub will find the server, and where what it gives is kept. The address must not
 * hold anything that could end the attribute of the page that it is put into.
 */
export function readSetupEnvironment(
  publicUrl: string | null,
  variables: Variables = process.env,
): SetupReading {
  const set = ["APP_ID", "PRIVATE_KEY", "PRIVATE_KEY_PATH"].find(
    (name) => present(variables[name]) !== undefined,
  );
  if (set !== undefined)
    return invalid(`${set} is set, so there is an App already. Take it away to create another.`);
  if (publicUrl === null)
    return invalid(
      "--setup needs --public-url: the address at which GitHub reaches the server, https://sekisho.example.com.",
    );
  if (!/^https:\/\/[\w.-]+(?::\d+)?(?:\/[\w./-]*)?$/.test(publicUrl))
    return invalid(
      `--public-url is ${JSON.stringify(publicUrl)}; it has to be an address such as https://sekisho.example.com.`,
    );
  const path = present(variables["WEBHOOK_PATH"]) ?? "/api/github/webhooks";
  return {
    kind: "ready",
    folder: join(dataFolderOf(variables), "app"),
    webhookUrl: `${publicUrl.replace(/\/+$/, "")}${path}`,
  };
}

/**
 * Probot's setup reads the process's own environment, wherever it is started. Without the first two it would ask a public
 * relay for a channel, or refuse to show its pages; the third is the organisation that is to own the App.
 */
export function prepareSetupProcess(organisation: string | null): void {
  process.env["NO_SMEE_SETUP"] = "true";
  delete process.env["NODE_ENV"];
  if (organisation !== null) process.env["GH_ORG"] = organisation;
}

function invalid(problem: string): SetupReading {
  return { kind: "invalid", problem };
}
