import type { Locale } from "../model/configuration.ts";
import { oneOf, type ParsedArguments } from "./arguments.ts";
import { UsageError } from "./usage.ts";

export const outputFormats = ["pretty", "json", "sarif", "junit", "markdown"] as const;
export type OutputFormat = (typeof outputFormats)[number];

export const outputOptions = ["format", "locale"] as const;

export interface OutputOptions {
  readonly format: OutputFormat;
  readonly locale: Locale | null;
  readonly kubernetesVersion: (given: string | null) => string | null;
}

/** Throws {@link UsageError} for a format, language or version that there is none of. */
export function readOutputOptions(given: ParsedArguments): OutputOptions {
  const locale = given.value("locale");
  return {
    format: oneOf("format", given.value("format"), outputFormats, "pretty"),
    locale: locale === null ? null : oneOf<Locale>("locale", locale, ["en", "ja"], "en"),
    kubernetesVersion: readKubernetesVersion,
  };
}

/** The oldest version whose Pod Security Standards are known. */
const minorMin = 25;

export function readKubernetesVersion(given: string | null): string | null {
  if (given === null) return null;
  const match = /^v?1\.(?<minor>\d{1,3})(?:\.\d+)?$/.exec(given);
  const minor = Number(match?.groups?.["minor"]);
  if (Number.isNaN(minor) || minor < minorMin) {
    throw new UsageError(
      `--kubernetes-version is ${JSON.stringify(given)}; write it as 1.33, from 1.${minorMin} up.`,
    );
  }
  return `1.${minor}`;
}
