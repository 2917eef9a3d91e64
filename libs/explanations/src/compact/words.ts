/**
 * Texts that many rows have. The place in the list is what is written, so it is never changed:
 * another list gets another mark. The first have a byte each, the rest have two.
 */
export const WORDS: readonly string[] = (
  'LOST REFUSED WON RECOMMENDED RANKED award matcher/1 position manual city default kilograms ' +
  'litres vehicleSlots box flatbed high_rail wing pickup_distance arrival_slack body_fit load_fit ' +
  'completion_rate punctuality lane_experience completed_together waiting cargo_experience ' +
  'exploration observed_rating fair_share homeward return_load familiar_driver ' +
  // From here on two bytes.
  'compensation recommendation offer acceptance round no_award expiry release manual_assignment ' +
  'cancellation profile_change review low_rail reefer insulated tank container dump low_bed ' +
  'hazardous car_carrier general food fresh frozen building_materials steel coal_ore chemicals ' +
  'machinery vehicles household parcels hazardous_goods cold_chain oversize vehicle_transport ' +
  'busy consent_missing blocked_pair gave_back_before declined_before offer_lapsed body_type ' +
  'length weight volume vehicle_slots qualification cargo_incompatible cannot_arrive ' +
  'late_together detour_too_long driving_time driving_time_unloading beyond_reach ' +
  'position_too_old offer_cap did_not_grab not_offered did_not_accept driver_cancelled ' +
  'not_confirmed by_driver between price distance time cargo not_interested other gave_back open ' +
  'declined lapsed withdrawn trips not_given_again shipper_cancels_free counts_as_completed ' +
  'counts_as_not_completed counted_by_sum rating_is_no_evidence profile_off outside_window ' +
  'overturned_by_review shipper operator system order grab completed imported corrected ' +
  'rating_defaulted ERASED'
).split(' ');
