import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Logger } from "pino";

export interface SetupOptions {
  /** Text of app.yml. */
  readonly manifest: string;
  /** Where GitHub is to send deliveries. */
  readonly webhookUrl: string;
  /** For what GitHub gives; others on this machine may not read it. */
  readonly folder: string;
  /** 0: the system chooses. */
  readonly port: number;
  readonly log: Logger;
}

export interface Setup {
  /** To be opened in a browser on this machine. */
  readonly url: string;
  /** Resolves to the file with the variables to start with, once GitHub has created the App. */
  readonly created: Promise<string>;
  stop(): Promise<void>;
}

/**
 * Probot's pages for GitHub's manifest flow: a button sends app.yml to GitHub, which creates the App and hands its key
 * and webhook secret back to this machine. Only this machine can open them. Probot reads app.yml and package.json where
 * the process stands, and everything else from the process's environment: the caller has prepared that, and the process
 * does nothing else afterwards.
 */
export async function startSetup(options: SetupOptions): Promise<Setup> {
  const { folder, port, log } = options;
  const pages = join(folder, "setup");
  mkdirSync(pages, { recursive: true, mode: 0o700 });
  writeFileSync(join(pages, "app.yml"), manifestFor(options));
  writeFileSync(
    join(pages, "package.json"),
    JSON.stringify({ name: "Sekisho", homepage: new URL(options.webhookUrl).origin }),
  );
  process.chdir(pages);
  let tell: (file: string) => void = () => {};
  const created = new Promise<string>((resolve) => {
    tell = resolve;
  });
  const { run } = await import("probot");
  const server = await run(() => {}, {
    env: { HOST: "localhost", PORT: String(port) },
    log,
    updateEnv: (given) => {
      const file = keepCredentials(folder, given);
      if (file !== null) tell(file);
      return given;
    },
  });
  return { url: `http://localhost:${server.port}/probot`, created, stop: () => server.stop() };
}

/** GitHub would otherwise be told to deliver to Probot's own page. */
function manifestFor({ manifest, webhookUrl }: SetupOptions): string {
  return `${manifest}\nhook_attributes: ${JSON.stringify({ url: webhookUrl, active: true })}\n`;
}

type Given = Readonly<Record<string, string | undefined>>;

/** The key and the secret each in a file of their own, as containers take them, and a file of variables that names them. */
function keepCredentials(folder: string, given: Given): string | null {
  const { APP_ID: id, PRIVATE_KEY: key, WEBHOOK_SECRET: secret } = given;
  if (id === undefined || key === undefined || secret === undefined) return null;
  const [keyFile, secretFile, variables] = [
    join(folder, "private-key.pem"),
    join(folder, "webhook-secret"),
    join(folder, "sekisho.env"),
  ];
  // Probot puts the key in quotation marks, for a file of variables.
  writePrivately(keyFile, `${key.replace(/^"|"$/g, "").trim()}\n`);
  writePrivately(secretFile, `${secret}\n`);
  writePrivately(variables, `APP_ID=${id}\nPRIVATE_KEY_PATH=${keyFile}\nWEBHOOK_SECRET_PATH=${secretFile}\n`);
  return variables;
}

function writePrivately(path: string, text: string): void {
  writeFileSync(path, text, { mode: 0o600, flag: "w" });
}
