import type { BodyType, Load, Qualification } from '#libs/matcher';
import type { CoordinateSystem, Position } from './order.js';

export type Vehicle = {
  readonly body: BodyType;
  readonly lengthMillimeters: number;
  readonly widthMillimeters: number;
  readonly heightMillimeters: number;
  readonly grossKilograms: number;
  readonly axles: number;
  readonly capacity: Load;
};

/**
 * What a driver may agree to, one by one. Each grant names the version of the text agreed to (R10).
 * A fix of the truck's own terminal needs `location` and `vehicle_terminal`.
 */
export const CONSENT_PURPOSES = ['location', 'trip_track', 'profile', 'vehicle_terminal'] as const;
export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number];
export type Consents = Readonly<Record<ConsentPurpose, string | null>>;

export const NO_CONSENTS: Consents = {
  location: null,
  trip_track: null,
  profile: null,
  vehicle_terminal: null,
};

export const POSITION_SOURCES = ['phone', 'vehicle_terminal', 'manual'] as const;
export type PositionSource = (typeof POSITION_SOURCES)[number];

export type Fix = Position & {
  readonly given: Position & { readonly coordinateSystem: CoordinateSystem };
  readonly source: 'phone' | 'vehicle_terminal';
  readonly observedAtMs: number;
};

export type Driver = {
  readonly driverId: string;
  /**
   * Rises with every change of what a decision reads, position apart; a claim is fenced by the
   * winner's.
   */
  readonly version: number;
  readonly carrierId: string | null;
  readonly vehicle: Vehicle;
  readonly qualifications: readonly Qualification[];
  /** One or two; the co-driver by opaque id. */
  readonly crew: { readonly size: 1 | 2; readonly coDriverId: string | null };
  readonly homeCityCode: string | null;
  /** Where he is matched when no location may be used. */
  readonly cityCode: string;
  readonly onDuty: boolean;
  /** Since when he is free and on duty; null while he is not. */
  readonly freeSinceMs: number | null;
  /** Version of the consent text in force, null when not given or withdrawn. */
  readonly consents: Consents;
  readonly manualPlace: (Position & { readonly setAtMs: number }) | null;
  /** Rises with every recorded or imported outcome. */
  readonly profileVersion: number;
  readonly registeredAtMs: number;
};

/** A driver with all that a decision reads of him, from one snapshot. */
export type DriverState = Driver & {
  /** Null without location consent, whatever was known before. */
  readonly fix: Fix | null;
  readonly activeOrders: number;
  /**
   * The orders he holds, in the order of their claims, and their load; absent when he holds none.
   */
  readonly holding?: readonly string[];
  readonly held?: Load;
};

/**
 * A state that held from `fromMs` until the next one; kept to tell a driver why he was not reached.
 */
export type PastState = {
  readonly driverId: string;
  readonly fromMs: number;
  readonly onDuty: boolean;
  readonly locationConsent: boolean;
  readonly cityCode: string;
  readonly placeSource: 'position' | 'manual' | 'city';
  /** H3 resolution 6; null for a city. */
  readonly cell: string | null;
  readonly observedAtMs: number | null;
};
