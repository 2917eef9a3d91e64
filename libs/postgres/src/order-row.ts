import { cellAt } from '#libs/fleet-index';
import type { DocumentKind, DocumentLink, Order, Stop } from '#libs/dispatch';
import type { ColumnValues } from './sql.js';

/** Cells of some 40 km across: the drivers' list asks for the few that cover their reach. */
const LOADING_CELL_RESOLUTION = 4;

export type OrderRow = {
  readonly order_id: string;
  readonly version: number;
  readonly status: Order['status'];
  readonly shipper_id: string;
  readonly loading: string;
  readonly unloading: string;
  readonly load_kilograms: number;
  readonly load_litres: number;
  readonly load_vehicle_slots: number;
  readonly body_types: Order['bodyTypes'];
  readonly min_length_millimeters: number;
  readonly shared: boolean;
  readonly cargo_kind: Order['cargoKind'];
  readonly handling: Order['handling'];
  readonly qualifications: Order['qualifications'];
  readonly value_fen: number;
  readonly freight_fen: number;
  readonly deposit_fen: number;
  readonly mode: Order['mode'];
  readonly confirmation: Order['confirmation'];
  readonly documents: Partial<Record<DocumentKind, DocumentLink>> | null;
  readonly policy_hash: string;
  readonly round: number;
  readonly collect_until_ms: number | null;
  readonly tie_seed: string;
  readonly tie_seed_hash: string;
  readonly posted_at_ms: number;
  readonly expires_at_ms: number;
  readonly updated_at_ms: number;
  readonly releases: number;
  readonly driver_id: string | null;
  readonly awarded_by: string | null;
  readonly loading_started_at_ms: number | null;
  readonly closed_because: string | null;
};

/** Everything but the documents, which are rows of their own. */
export const orderRow = (order: Order): ColumnValues => ({
  order_id: order.orderId,
  version: order.version,
  status: order.status,
  shipper_id: order.shipperId,
  loading: JSON.stringify(order.loading),
  unloading: JSON.stringify(order.unloading),
  loading_cell: cellAt(order.loading, LOADING_CELL_RESOLUTION),
  loading_city_code: order.loading.cityCode,
  unloading_city_code: order.unloading.cityCode,
  load_kilograms: order.load.kilograms,
  load_litres: order.load.litres,
  load_vehicle_slots: order.load.vehicleSlots,
  body_types: order.bodyTypes,
  min_length_millimeters: order.minLengthMillimeters,
  shared: order.shared ?? false,
  cargo_kind: order.cargoKind,
  handling: order.handling,
  qualifications: order.qualifications,
  value_fen: order.valueFen,
  freight_fen: order.freightFen,
  deposit_fen: order.depositFen,
  mode: order.mode,
  confirmation: order.confirmation,
  policy_hash: order.policyHash,
  round: order.round,
  collect_until_ms: order.collectUntilMs,
  tie_seed: order.tieSeed,
  tie_seed_hash: order.tieSeedHash,
  posted_at_ms: order.postedAtMs,
  expires_at_ms: order.expiresAtMs,
  updated_at_ms: order.updatedAtMs,
  releases: order.releases,
  driver_id: order.driverId,
  awarded_by: order.awardedBy,
  loading_started_at_ms: order.loadingStartedAtMs,
  closed_because: order.closedBecause,
});

export const orderOf = (row: OrderRow): Order => ({
  orderId: row.order_id,
  version: row.version,
  status: row.status,
  shipperId: row.shipper_id,
  loading: JSON.parse(row.loading) as Stop,
  unloading: JSON.parse(row.unloading) as Stop,
  load: {
    kilograms: row.load_kilograms,
    litres: row.load_litres,
    vehicleSlots: row.load_vehicle_slots,
  },
  bodyTypes: row.body_types,
  minLengthMillimeters: row.min_length_millimeters,
  ...(row.shared ? { shared: true } : {}),
  cargoKind: row.cargo_kind,
  handling: row.handling,
  qualifications: row.qualifications,
  valueFen: row.value_fen,
  freightFen: row.freight_fen,
  depositFen: row.deposit_fen,
  mode: row.mode,
  confirmation: row.confirmation,
  documents: row.documents ?? {},
  policyHash: row.policy_hash,
  round: row.round,
  collectUntilMs: row.collect_until_ms,
  tieSeed: row.tie_seed,
  tieSeedHash: row.tie_seed_hash,
  postedAtMs: row.posted_at_ms,
  expiresAtMs: row.expires_at_ms,
  updatedAtMs: row.updated_at_ms,
  releases: row.releases,
  driverId: row.driver_id,
  awardedBy: row.awarded_by,
  loadingStartedAtMs: row.loading_started_at_ms,
  closedBecause: row.closed_because,
});
