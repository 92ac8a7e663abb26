/** An error of an API, in the shape that Graph and ARM share. */
export type ApiRefusal = {
  status: number;
  code: string;
  message: string;
  /** Parameters of `WWW-Authenticate`, when there is one. */
  challenge?: string;
};

export type ApiAnswer = { status: number; body: unknown } | ApiRefusal;

export function isApiRefusal(answer: object): answer is ApiRefusal {
  return 'code' in answer;
}

export const NOT_FOUND: ApiRefusal = {
  status: 404,
  code: 'ResourceNotFound',
  message: 'Resource not found for the segment.',
};
