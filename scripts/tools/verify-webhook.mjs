// Verifies a webhook with the library that its receivers would use.
//   node verify-webhook.mjs < {"secret", "headers", "payload", "now"}      (`now` in seconds)
// Prints the payload's type, or fails with why it is not genuine.
import { readFileSync } from "node:fs";
import { Webhook } from "standardwebhooks";

const { secret, headers, payload, now } = JSON.parse(readFileSync(0, "utf8"));
// The library refuses what is older than five minutes, and tests have a clock of their own.
Date.now = () => now * 1000;
console.log(new Webhook(secret).verify(payload, headers).type);
