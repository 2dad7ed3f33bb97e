import { bigint, customType } from 'drizzle-orm/pg-core';

/**
 * Text that is compared and ordered by its bytes, whatever the database's locale: orders, cursors and `lower` are
 * those of SQLite.
 */
export const text = customType<{ data: string; driverData: string }>({
  dataType: () => 'text COLLATE "C"',
});

export const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });

/** A time in milliseconds since 1970, or another whole number a JavaScript number holds. */
export const whole = (name: string) => bigint(name, { mode: 'number' });

/** A time that better-auth knows as a `Date`, in milliseconds since 1970. */
export const time = customType<{ data: Date; driverData: string | number }>({
  dataType: () => 'bigint',
  toDriver: (date) => date.getTime(),
  fromDriver: (value) => new Date(Number(value)),
});

/** A number that grows with each row. */
export const arrival = () => bigint('seq', { mode: 'number' }).generatedAlwaysAsIdentity();
