import type { BodyType, CargoKind, Load, Mode, Qualification, Window } from '#libs/matcher';

export const ORDER_STATUSES = [
  'open',
  'awarded',
  'confirmed',
  'loading',
  'in_transit',
  'delivered',
  'received',
  'rated',
  'cancelled',
  'expired',
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** Nothing more happens to an order in one of these. */
export const FINAL_STATUSES = [
  'rated',
  'cancelled',
  'expired',
] as const satisfies readonly OrderStatus[];

/** A truck that carries an order in one of these is busy. */
export const CARRYING_STATUSES = [
  'awarded',
  'confirmed',
  'loading',
  'in_transit',
] as const satisfies readonly OrderStatus[];

export const COORDINATE_SYSTEMS = ['wgs84', 'gcj02', 'bd09'] as const;
export type CoordinateSystem = (typeof COORDINATE_SYSTEMS)[number];

/** Degrees, WGS-84. */
export type Position = { readonly lat: number; readonly lng: number };

/** A place as it was given, and as WGS-84, which is all that anything else reads. */
export type Stop = Position & {
  readonly given: Position & { readonly coordinateSystem: CoordinateSystem };
  readonly cityCode: string;
  readonly window: Window;
};

export const HANDLINGS = [
  'none',
  'driver_loads',
  'driver_unloads',
  'driver_both',
  'tail_lift',
  'forklift',
] as const;
export type Handling = (typeof HANDLINGS)[number];

export const CONFIRMATIONS = ['at_once', 'by_shipper', 'by_deposit'] as const;
export type Confirmation = (typeof CONFIRMATIONS)[number];

/** Agreement, receipt and payment live elsewhere; of them only these are kept (M8). */
export const DOCUMENT_KINDS = ['agreement', 'receipt', 'payment'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];
export type DocumentLink = {
  readonly reference: string;
  readonly sha256: string | null;
  readonly state: string;
};

export type Order = {
  readonly orderId: string;
  /** Rises with every change; every claim is fenced by it. */
  readonly version: number;
  readonly status: OrderStatus;
  readonly shipperId: string;
  readonly loading: Stop;
  readonly unloading: Stop;
  readonly load: Load;
  readonly bodyTypes: readonly BodyType[];
  readonly minLengthMillimeters: number;
  /** It may ride with others (拼车); absent where it wants the whole truck (整车). */
  readonly shared?: true;
  readonly cargoKind: CargoKind;
  readonly handling: Handling;
  readonly qualifications: readonly Qualification[];
  readonly valueFen: number;
  readonly freightFen: number;
  readonly depositFen: number;
  readonly mode: Mode;
  readonly confirmation: Confirmation;
  readonly documents: Readonly<Partial<Record<DocumentKind, DocumentLink>>>;
  /** Sticky: a later policy does not touch an order already posted. */
  readonly policyHash: string;
  /**
   * Rounds of collecting grabs, from 1; a new one after an amendment, a release, or a round nobody
   * won.
   */
  readonly round: number;
  /** When the running round is allocated; null while it waits for its first grab. */
  readonly collectUntilMs: number | null;
  /** Hex, secret until the round is decided; `tieSeedHash` is public from its start. */
  readonly tieSeed: string;
  readonly tieSeedHash: string;
  readonly postedAtMs: number;
  readonly expiresAtMs: number;
  readonly updatedAtMs: number;
  readonly releases: number;
  /** The driver who holds it now. */
  readonly driverId: string | null;
  /** The decision that gave it to him. */
  readonly awardedBy: string | null;
  /** Tells at delivery whether loading began within its window. */
  readonly loadingStartedAtMs: number | null;
  readonly closedBecause: string | null;
};
