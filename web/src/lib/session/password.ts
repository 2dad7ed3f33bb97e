/** Characters of a password, as the server takes them. */
export const PASSWORD_LENGTH = { least: 12, most: 128 } as const;
