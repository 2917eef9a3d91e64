// What would have had to be otherwise, in the driver's own terms.

export const CHANGES_ZH = {
  'change.grab': '在抢单时间内抢这个订单',
  'change.grab_first': '比所有人都早抢单',
  'change.share_location': '在同样的距离上授权定位',
  'change.fresher_position': '位置再新 {change}（即 {to}前的位置）',
  'change.nearer': '离装货地再近 {change}（即相距 {to}）',
  'change.place_set_nearer': '手动设置一个比所在城市中心近 {change}的位置（即距装货地 {to}）',
  'change.finish_orders': '此前先完成在运的 {change}',
  'change.longer_free': '再多空闲等待 {change}',
  'change.profile_off': '关闭个人特征',
  'change.profile_on': '启用个人特征（从没有任何历史算起）',
  'change.more_completed': '多完成 {change}',
  'change.more_punctual': '多完成 {change}且准时到场',
  'change.more_on_lane': '在本线路多完成 {change}',
  'change.more_together': '为该货主多完成 {change}',
  'change.qualifications': '具备{to}',

  'counterfactual.changes':
    '以下任何一项改变，单独做到就足够：你当时就会{goal}。每一项都在其他条件不变的情况下重新决定一次，得到了验证。',
  'counterfactual.joint':
    '任何单独一项改变都不够。以下各项合在一起，是能让你{goal}的最少、最小的改变。',
  'counterfactual.nothing':
    '你能改变的都不足以改变结果：即使全部做到极限，你也不会{goal}。这一点已通过重新决定得到验证。',
  'counterfactual.unavailable': '记录已不完整，无法重新决定，因此无法验证任何改变。',
  'counterfactual.basis': '你没有抢单，因此没有参与评定；以上依据{at}推荐该订单时对你的测量。',
  'counterfactual.single': '只要做到这一项，你当时就会{goal}：{changes}。',
  'counterfactual.single_in': '只要做到这一项，你当时就会{goal}：{changes}（计入“{factors}”）。',
  'counterfactual.together': '同时做到以下各项，你当时就会{goal}：{changes}。',
  'counterfactual.together_in':
    '同时做到以下各项，你当时就会{goal}：{changes}（计入“{factors}”）。',
} as const;

export const CHANGES_EN = {
  'change.grab': 'grabbing this order within the window',
  'change.grab_first': 'grabbing before everyone else',
  'change.share_location': 'sharing your location, from the same distance',
  'change.fresher_position': 'a position {change} fresher, {to} old',
  'change.nearer': 'being {change} nearer, {to} from the loading place',
  'change.place_set_nearer':
    'a place set by hand {change} nearer than the centre of your city, {to} from the loading place',
  'change.finish_orders': 'having finished {change} before',
  'change.longer_free': 'having been free {change} longer',
  'change.profile_off': 'switching your profile off',
  'change.profile_on': 'your profile on, counted from no history at all',
  'change.more_completed': '{change}',
  'change.more_punctual': '{change}, loaded on time',
  'change.more_on_lane': '{change} on this lane',
  'change.more_together': '{change} with this shipper',
  'change.qualifications': 'holding: {to}',

  'counterfactual.changes':
    'Each of these changes by itself would have been enough: you would have {goal}. Each was proved by deciding again, with all else as it was.',
  'counterfactual.joint':
    'No single change would have been enough. Together, these are the fewest and the smallest with which you would have {goal}.',
  'counterfactual.nothing':
    'Nothing you could change would have been enough: with all of it changed as far as it goes, you would not have {goal}. This was proved by deciding again.',
  'counterfactual.unavailable':
    'The record is no longer complete enough to decide again, so no change can be proved.',
  'counterfactual.basis':
    'You had not grabbed, so you were not judged; this goes by what the recommendation of {at} had measured of you.',
  'counterfactual.single': 'With this alone you would have {goal}: {changes}.',
  'counterfactual.single_in':
    'With this alone you would have {goal}: {changes} (it counts under: {factors}).',
  'counterfactual.together': 'With this together you would have {goal}: {changes}.',
  'counterfactual.together_in':
    'With this together you would have {goal}: {changes} (it counts under: {factors}).',
} as const;
