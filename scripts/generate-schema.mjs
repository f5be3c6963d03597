// Writes authlint.schema.json, the JSON schema of the configuration for editors, from the schema that validates it.
// Runs against a build.
import { writeFileSync } from 'node:fs';
import { configJsonSchema } from '../dist/src/project/config-schema.js';

writeFileSync(new URL('../authlint.schema.json', import.meta.url), `${JSON.stringify(configJsonSchema(), null, 2)}\n`);
