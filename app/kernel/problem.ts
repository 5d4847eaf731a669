/**
 * Something a person can be told: an i18n key in the namespace `problems`, the values its sentence needs and,
 * where one input is at fault, the name of that input.
 */
export interface Problem {
  code: string;
  params?: Record<string, string | number>;
  field?: string;
}

/** Makes a `Problem`; leaves `params` and `field` out when they are not given, so problems compare by value. */
export function problem(code: string, params?: Record<string, string | number>, field?: string): Problem {
  return {
    code,
    ...(params === undefined ? {} : { params }),
    ...(field === undefined ? {} : { field }),
  };
}
