// drizzle wants the whole schema as one object; this is the one place that gathers it.
export * from './capacity';
export * from './catalog';
export * from './forecast';
export * from './identity';
export * from './inventory';
export * from './orders';
