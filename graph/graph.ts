/** A picture of a platform: who is there, and who talks to whom. All text is as the values have it: writers escape it. */
export interface Graph {
  /** What it is a picture of. */
  readonly title: string;
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
}

export interface Node {
  /** It says what the node is, for whoever reads the text of a picture. */
  readonly id: string;
  readonly kind: 'clients' | 'brokers' | 'console' | 'jobs' | 'topics' | 'others';
  /** Namespace, and none of what is in no single one. */
  readonly namespace?: string;
  readonly title: string;
  /** Lines below the title. */
  readonly notes: readonly string[];
  /** What the cells of the rows are. */
  readonly heads?: readonly string[];
  readonly rows: readonly Row[];
}

export interface Row {
  /** By which edges name it. */
  readonly id: string;
  /** Lines of each cell. */
  readonly cells: readonly (readonly string[])[];
  /** Of a port: how it is secured. */
  readonly security?: Security;
}

/** How a connection is secured. */
export interface Security {
  readonly tls: boolean;
  /** By what somebody who connects is known. */
  readonly login: 'none' | 'password' | 'certificate';
}

/** A connection from a row to another one. */
export interface Edge extends Security {
  readonly from: End;
  readonly to: End;
  readonly port: number;
  /** Whether it is the port that is connected to, and not one that is admitted beside it. */
  readonly isUsed: boolean;
  /** Names of the NetworkPolicies that let it pass: where it comes in and, of pods that are not free to go anywhere, where it goes out. */
  readonly policies: { readonly ingress?: string; readonly egress?: string };
}

export interface End {
  readonly node: string;
  /** None of what is the whole node. */
  readonly row?: string;
}
