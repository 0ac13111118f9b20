// Each kind of breaking change is found, and changes that break nobody are not.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { breaking } from './compare-openapi.mjs';

const document = () => ({
  paths: {
    '/things/{id}': {
      patch: {
        operationId: 'updateThing',
        security: [{}, { bearer: ['things:write'] }],
        parameters: [{ in: 'path', name: 'id', required: true, schema: { type: 'string' } },
          { in: 'query', name: 'sort', schema: { type: 'string', enum: ['name', 'price'] } }],
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/ThingInput' } } } },
        responses: { 200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } }, 404: {} },
      },
    },
  },
  components: {
    schemas: {
      ThingInput: {
        type: 'object', required: ['name'],
        properties: { name: { type: 'string', maxLength: 80 }, parts: { type: 'array', items: { $ref: '#/components/schemas/ThingInput' } } },
      },
      Thing: {
        type: 'object', required: ['id', 'price'],
        properties: { id: { type: 'string', format: 'uuid' }, price: { type: ['integer', 'null'] }, parts: { type: 'array', items: { $ref: '#/components/schemas/Thing' } } },
      },
    },
  },
});

const path = '/things/{id}';
const operation = (d) => d.paths[path].patch;
const schemas = (d) => d.components.schemas;

const breaks = {
  'an operation goes': (d) => delete d.paths[path],
  'it is called otherwise': (d) => { operation(d).operationId = 'changeThing'; },
  'it needs a token': (d) => { operation(d).security = [{ bearer: ['things:write'] }]; },
  'it needs another scope': (d) => { operation(d).security[1].bearer = ['things:admin']; },
  'a parameter becomes needed': (d) => { operation(d).parameters[1].required = true; },
  'a needed parameter comes': (d) => operation(d).parameters.push({ in: 'header', name: 'X', required: true, schema: {} }),
  'a parameter goes': (d) => operation(d).parameters.pop(),
  'a parameter loses a value': (d) => operation(d).parameters[1].schema.enum.pop(),
  'a body becomes needed': (d) => { operation(d).requestBody.required = true; },
  'a body is of another kind': (d) => { operation(d).requestBody.content = { 'text/plain': {} }; },
  'a field of a body becomes needed': (d) => schemas(d).ThingInput.required.push('parts'),
  'a field of a body goes': (d) => delete schemas(d).ThingInput.properties.parts,
  'a field of a body becomes shorter': (d) => { schemas(d).ThingInput.properties.name.maxLength = 40; },
  'a field of a body gets a limit': (d) => { schemas(d).ThingInput.properties.parts.minItems = 1; },
  'a field of a body is of another type': (d) => { schemas(d).ThingInput.properties.name.type = 'integer'; },
  'an answer goes': (d) => { operation(d).responses = { 202: {} }; },
  'an answer is of another kind': (d) => { operation(d).responses[200].content = { 'text/csv': {} }; },
  'a field of an answer goes': (d) => delete schemas(d).Thing.properties.price,
  'a field of an answer may be absent': (d) => schemas(d).Thing.required.pop(),
  'a field of an answer may be null': (d) => { schemas(d).Thing.properties.id.type = ['string', 'null']; },
  'a field of an answer has another format': (d) => { schemas(d).Thing.properties.id.format = 'uri'; },
};

for (const [name, change] of Object.entries(breaks)) {
  test(name, () => {
    const after = document();
    change(after);
    assert.notEqual(breaking(document(), after).length, 0);
  });
}

test('nothing changes', () => assert.deepEqual(breaking(document(), document()), []));

test('what breaks nobody', () => {
  const after = document();
  after.paths['/others'] = { get: { operationId: 'listOthers', responses: {} } };
  operation(after).parameters.push({ in: 'query', name: 'limit', schema: { type: 'integer' } });
  operation(after).parameters[1].schema.enum.push('date');
  operation(after).responses[429] = {};
  schemas(after).ThingInput.properties.note = { type: 'string' };
  schemas(after).ThingInput.properties.name.maxLength = 200;
  schemas(after).Thing.properties.note = { type: 'string' };
  schemas(after).Thing.properties.price.type = 'integer';
  assert.deepEqual(breaking(document(), after), []);
});
