import type { Locale } from "../model/configuration.ts";
import type { ConfigurationMessages } from "./messages.ts";
import { english } from "./messages-en.ts";
import { japanese } from "./messages-ja.ts";

/** What is said about configuration files, in one language. */
export function messagesIn(locale: Locale): ConfigurationMessages {
  return locale === "ja" ? japanese : english;
}
