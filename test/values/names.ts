// Names by the rule that Kubernetes has for them. Its API server must say the same: test/e2e/names.e2e.ts asks it.

export const long = (length: number, letter = 'a') => letter.repeat(length);

export const namespaces = { accepted: ['a', '1', '1a-2', long(63)], refused: ['', 'A', 'a.b', 'a_b', '-a', 'a-', 'ä', long(64)] };
export const objects = { accepted: ['a', '1', 'a.b', '1.5', 'a-b.1-c', long(64), long(253)], refused: ['A', 'a_b', 'a..b', '.a', 'a.', '-a', 'a.-b', 'a-.b', 'a/b', long(254)] };
export const optionalObjects = { accepted: ['', ...objects.accepted], refused: objects.refused };
const keys = {
  accepted: ['a', 'A_b.c-d', '1', long(63), 'example.com/a', '1.a-b/A', `${long(253)}/${long(63)}`],
  refused: ['', 'a b', '-a', 'a-', '.a', long(64), '/a', 'a/', 'a/b/c', 'a..b/c', 'a-/b', 'a.-b/c', `${long(254)}/a`],
};
export const withUpperCase = { accepted: [...keys.accepted, 'Example.COM/a'], refused: keys.refused };
export const withoutUpperCase = { accepted: keys.accepted, refused: [...keys.refused, 'Example.COM/a'] };
export const labelValues = { accepted: ['', 'a', '1', 'A_b.c-d', long(63)], refused: ['-a', 'a-', '.a', 'a b', 'a/b', 'ä', long(64)] };
export const domains = { accepted: ['a', 'a.b-c', '1.5', `${long(63)}.a`], refused: ['A.b', 'a..b', 'a.', '-a.b', 'a-.b', 'a_b', '*.a', `${long(64)}.a`] };
export const secrets = { accepted: objects.accepted, refused: ['', ...objects.refused] };
export const serviceNames = { accepted: ['a', 'a1-b'], refused: ['', '1a', 'A', 'a.b', 'a_b', '-a', 'a-'] };
export const hosts = {
  accepted: ['kafka.local', 'a', '1.a', '*.example.org', 'a.b1', 'a.1b'],
  refused: ['127.0.0.1', '*', '*.', 'a.*.b', '*a.b', 'A.b', 'a..b', 'a_b', 'a:80', '::1', 'a/b'],
};
