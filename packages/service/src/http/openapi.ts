import type { TSchema } from 'typebox';
import { LANGUAGES } from '../text/language.ts';
import { PROBLEM_MEDIA_TYPE } from './problem.ts';
import { type AnyRoute, actOf } from './route.ts';

export interface OpenApiOptions {
  readonly title: string;
  /** Version of the API, not of the program: nothing here tells what runs. */
  readonly version: string;
  /** Where it is served; `/v1/openapi.json` when absent. */
  readonly path?: string;
}

type Json = Readonly<Record<string, unknown>>;

/** The route that serves the document. */
export function openApiRoute(options: OpenApiOptions, routes: readonly AnyRoute[]): AnyRoute {
  const text = JSON.stringify(openApiDocument(options, routes));
  return {
    method: 'GET',
    path: options.path ?? '/v1/openapi.json',
    policy: 'static',
    act: { notAnAct: 'a file that is the same for everybody' },
    summary: 'This document',
    handler: () => ({ text, mediaType: 'application/json; charset=utf-8' }),
  };
}

/** OpenAPI 3.1 of the routes: its schemas are JSON Schema, so the routes' own stand as they are. */
export function openApiDocument(options: OpenApiOptions, routes: readonly AnyRoute[]): Json {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes.filter(({ policy }) => policy !== 'static')) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] ??= {};
    paths[path][route.method.toLowerCase()] = operation(route);
  }
  return {
    openapi: '3.1.1',
    info: { title: options.title, version: options.version },
    paths,
    components: { schemas: { Problem: PROBLEM_SCHEMA } },
  };
}

function operation(route: AnyRoute): Json {
  const { summary, schema } = route;
  const act = actOf(route);
  const body = requestBody(route);
  return {
    summary,
    operationId: operationId(route),
    ...(act === undefined ? {} : { 'x-journal': `${act.source}/${act.event}` }),
    parameters: [...parameters('path', schema?.params), ...parameters('query', schema?.query)],
    ...(body === undefined ? {} : { requestBody: body }),
    responses: { 200: answer(route), default: PROBLEM_ANSWER },
  };
}

function operationId({ method, path }: AnyRoute): string {
  const words = path.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  return [method.toLowerCase(), ...words].join('-');
}

function parameters(place: 'path' | 'query', schema: TSchema | undefined): Json[] {
  const { properties = {}, required = [] } = (schema ?? {}) as {
    properties?: Record<string, TSchema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
}

function requestBody({ schema, binaryBody }: AnyRoute): Json | undefined {
  if (binaryBody) {
    return { required: true, content: { 'application/x-protobuf': {} } };
  }
  if (schema?.body === undefined) return undefined;
  return { required: true, content: { 'application/json': { schema: schema.body } } };
}

function answer({ schema, answerMediaType }: AnyRoute): Json {
  const mediaType = answerMediaType ?? 'application/json';
  const media = schema?.answer === undefined ? {} : { schema: schema.answer };
  return { description: 'Done', content: { [mediaType]: media } };
}

const PROBLEM_ANSWER = {
  description: 'A problem (RFC 9457); `code` is stable',
  content: {
    [PROBLEM_MEDIA_TYPE.split(';', 1)[0] as string]: {
      schema: { $ref: '#/components/schemas/Problem' },
    },
  },
};

const PROBLEM_TEXTS_SCHEMA = {
  type: 'object',
  required: ['title'],
  properties: { title: { type: 'string' }, detail: { type: 'string' } },
};

const PROBLEM_SCHEMA = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'texts'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string' },
    texts: {
      type: 'object',
      required: [...LANGUAGES],
      properties: Object.fromEntries(LANGUAGES.map((each) => [each, PROBLEM_TEXTS_SCHEMA])),
    },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['in', 'path', 'keyword', 'message'],
        properties: {
          in: { enum: ['params', 'query', 'body'] },
          path: { type: 'string' },
          keyword: { type: 'string' },
          message: { type: 'string' },
        },
      },
    },
  },
};
