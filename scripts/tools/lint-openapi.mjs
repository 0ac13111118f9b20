// Lints the OpenAPI document on the standard input by Redocly's recommended rules; every warning counts.
import { readFileSync } from 'node:fs';
import { createConfig, lintFromString } from '@redocly/openapi-core';

const config = await createConfig({ extends: ['recommended'] });
const source = readFileSync(0, 'utf8');
const problems = await lintFromString({ source, absoluteRef: 'openapi.json', config });
for (const { severity, ruleId, location, message } of problems) {
  console.log(`${severity} ${ruleId} ${location[0]?.pointer ?? ''}: ${message}`);
}
console.log(`${Object.keys(JSON.parse(source).paths).length} paths, ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;
