import { RULES_ZH } from '../rules/messages.js';
import { ANSWER_ZH } from './answers.js';
import { CARD_ZH } from './card.js';
import { LATER_ZH } from './later-factors.js';
import { LATER_REFUSALS_ZH } from './refusals.js';
import { CHANGES_ZH } from './changes.js';
import { ROUND_ZH } from './rounds.js';
import { catalogue } from './parameters.js';

export const zh = catalogue({
  ...RULES_ZH,
  ...ANSWER_ZH,
  ...CARD_ZH,
  ...LATER_ZH,
  ...LATER_REFUSALS_ZH,
  ...ROUND_ZH,
  ...CHANGES_ZH,
  'part.pickup_distance': '{placeSource}到装货地的直线距离为 {pickupMeters}。',
  'part.arrival_slack':
    '到装货地预计行驶 {driveSeconds}，距装货截止 {availableSeconds}，余量 {slackSeconds}。',
  'part.body_fit.exact': '你的车型{body}正是订单要求的车型。',
  'part.body_fit.substitute': '你的车型{body}按规则可代替订单要求的{servesFor}。',
  'part.load_fit.kilograms':
    '订单重 {needed}，你的车可载重 {free}，利用率 {usePermille}（取各项中最满的一项）。',
  'part.load_fit.litres':
    '订单体积 {needed}，你的车可装 {free}，利用率 {usePermille}（取各项中最满的一项）。',
  'part.load_fit.vehicle_slots':
    '订单需要 {needed}，你的车有 {free}，利用率 {usePermille}（取各项中最满的一项）。',
  'part.completion_rate':
    '按时间衰减后，你承接 {attemptedMilli}、完成 {completedMilli}；加上初始值 {priorTrialsMilli}中完成 {priorSuccessesMilli}，完成率为 {ratePermille}。',
  'part.punctuality':
    '按时间衰减后，你有到场记录的 {timedMilli}中准时 {onTimeMilli}；加上初始值 {priorTrialsMilli}中准时 {priorSuccessesMilli}，准时率为 {ratePermille}。',
  'part.lane_experience': '按时间衰减后，你在本线路完成了 {laneMilli}。',
  'part.completed_together': '按时间衰减后，你与该货主共同完成了 {togetherMilli}。',
  'part.waiting': '你已空闲等待 {waitingSeconds}。',
  'part.compensation': '此前对你的一项决定被撤销：本次你有一次性优先 {points}。',
  'part.profile_off': '你的个人特征未启用，此项取规则规定的中性值 {points} 分，与你的历史无关。',

  'refusal.busy': '你的车已有 {value}在运，上限为 {threshold}。',
  'refusal.consent_missing':
    '这种派单方式只能使用{threshold}；你没有授权定位，当时使用的是{value}。',
  'refusal.gave_back_before': '这个订单曾经分配给你，后来被退回（{value}），不再分配给你。',
  'refusal.offer_lapsed': '这个订单在 {value}前派给过你，你没有接受；{threshold}后可能再次派给你。',
  'refusal.body_type': '你的车型是{value}，订单要求{threshold}。',
  'refusal.length': '你的车长 {value}，订单要求至少 {threshold}。',
  'refusal.weight': '你的车载重 {value}，订单需要 {threshold}。',
  'refusal.volume': '你的车可装 {value}，订单需要 {threshold}。',
  'refusal.vehicle_slots': '你的车有 {value}，订单需要 {threshold}。',
  'refusal.qualification': '订单要求{threshold}，你缺少{value}。',
  'refusal.cannot_arrive': '到装货地预计行驶 {value}，而距装货截止只有 {threshold}。',
  'refusal.window_over': '到装货地预计行驶 {value}，而装货时间已经截止。',
  'refusal.beyond_reach': '你距装货地 {value}，派单半径为 {threshold}。',
  'refusal.position_too_old': '你的位置已有 {value}没有更新，最多允许 {threshold}。',
  'refusal.did_not_grab': '你符合条件，但没有抢这个订单。',

  'not_reached.not_registered': '作出决定时你还没有登记。',
  'refusal.not_offered': '这个订单归接受派单的司机，而它没有派给你。',
  'refusal.did_not_accept': '这个订单曾派给你，你没有接受；当时你的派单状态：{value}。',
  'not_reached.not_offered': '这个订单依次派给少数司机，其中一位接受了；它没有派给你。',
  'not_reached.was_ranked_below_offers': '你符合条件，排在第 {rank} 位；先问了排在你前面的司机。',
  'not_reached.did_not_grab': '这次只在抢了单的司机中分配，而你没有抢这个订单。',
  'not_reached.was_recommended': '这个订单曾推荐给你（排第 {rank}）。',
  'not_reached.was_ranked': '你当时符合条件，排第 {rank}，不在推荐名额之内，但可以抢单。',
  'not_reached.not_recommended': '这个订单没有推荐给你，原因如下。',
  'not_reached.concerned_another_driver': '这个决定只涉及另一位司机，与你无关，也不影响你。',
  'not_reached.off_duty': '作出决定时你处于收车状态（自{since}起）。',
  'not_reached.another_city':
    '没有可用的位置，按城市匹配：你当时在{value}，订单在{threshold}装货。',
  'not_reached.position_too_old': '你的位置已有 {value}没有更新，最多允许 {threshold}。',
  'not_reached.beyond_reach': '你当时距装货地约 {value}，派单半径为 {threshold}。',
  'not_reached.beyond_search_bound':
    '你当时距装货地约 {value}；搜索由近及远，看完 {threshold}以内的司机时名额已满。',
  'not_reached.truck_changed':
    '当时的搜索只评估车辆符合要求的司机；你的车辆资料在那之后有变更，当时的资料未保存，无法说明原因。',
  'not_reached.evidence_expired': '当时的状态和位置记录已过保存期，无法再说明原因。',
  'not_reached.within_reach_but_unseen':
    '你当时距装货地约 {value}，在 {threshold}的派单半径以内，本应被看到。这可能是位置索引延迟所致，你可以提出异议。',
  'not_reached.approximate': '当时只保存了大致位置，误差可达 {uncertainty}。',

  'why.won': '你的总分 {total} 最高，因此订单分配给你。',
  'why.won_by_lot': '你的总分 {total} 与他人并列最高，按事先公布的抽签规则分配给你。',
  'why.won_first': '本单先抢先得，在符合条件的司机中你抢得最早（第 {sequence} 个抢单）。',
  'why.won_by_hand': '本单由工作人员指派给你。',
  'why.lost': '你的总分为 {total}，中选总分为 {cutoff}，相差 {gap}。',
  'why.lost_by_lot': '你的总分 {total} 与中选者相同，按事先公布的抽签规则未中选。',
  'why.lost_first': '本单先抢先得，你是第 {sequence} 个抢单，另有符合条件的司机更早。',
  'why.lost_by_hand': '本单由工作人员指派给了另一位司机。',
  'why.recommended': '你的总分为 {total}，排第 {rank}，在推荐的前 {most} 名之内。',
  'why.ranked': '你的总分为 {total}，排第 {rank}，不在推荐的前 {most} 名之内。你仍然可以抢单。',
  'why.recommended_later':
    '你的总分 {total} 排在第 {rank} 位，在推荐的前 {most} 名之内；排在前面的先看到，你晚 {delay} 看到。',
  'why.ranked_later':
    '你的总分 {total} 排在第 {rank} 位，在推荐的前 {most} 名之外；你比最先看到的晚 {delay}，仍然可以抢单。',
  'why.offered': '你的总分 {total} 排在第 {rank} 位，在这一批派单的前 {most} 名之内。',
  'why.offered_later':
    '你的总分 {total} 排在第 {rank} 位，在这一批派单的前 {most} 名之内；排在前面的先看到，你晚 {delay} 看到。',
  'why.ranked_below_offers':
    '你的总分 {total} 排在第 {rank} 位。订单先派给前 {most} 名，没有人接受再派给后面的司机。',
  'why.accepted': '这个订单派给了你，你最先接受。',
  'why.ranked_without_award': '你的总分为 {total}，排第 {rank}，但本次没有分配给任何人。',
  'why.released_not_confirmed':
    '订单分配给你后等待了 {waited}，在规定的 {allowed}内没有得到确认，因此重新派单。',
  'why.released_driver_cancelled': '订单分配给你 {waited}后你取消了，因此重新派单。',
  'why.cancelled_order': '这个订单分配给你 {had}后被{by}取消，与你无关。',
  'why.cancelled_grab': '你抢的这个订单在分配之前被{by}取消（你抢单 {had}后）。',
  'why.cancelled_offer': '派给你的订单在无人接受前被{by}取消（派单 {had}后），与你无关。',
  'why.profile_completed': '你完成了这个订单，按“承接并完成”计入你的个人特征。',
  'why.profile_cancelled': '你取消了已分配给你的订单，按“承接但未完成”计入你的个人特征。',
  'why.profile_imported': '导入了你以往的 {added} 个订单，计入你的个人特征。',
  'why.profile_corrected': '你的个人特征已更正：计入 {added} 个订单，移出 {removed} 个订单。',
  'why.profile_rating_defaulted':
    '评价期内没有人评价这个订单，系统记为默认好评；评价不是个人特征的依据，你的个人特征没有变化。',
  'why.profile_off': '你的个人特征未启用，因此不计算；这件事（{because}）不用于任何决定。',
  'why.profile_outside_window': '计入的订单都早于有效期 {days}，因此没有变化。',
  'reason.strongest': '得分最多的一项是{factor}：{contribution}（满分 {most}）。',
  'reason.weakest': '失分最多的一项是{factor}，只得 {contribution} 分（满分 {most}）。',
  'reason.precedence': '规则按固定顺序检查，这是第一条不符合的规则。',

  'search.grabbed': '只评估了抢过这个订单的司机，不论远近；没有评估其他司机。',
  'search.offered': '只评估了得到派单的司机，不论他们在哪里；没有评估其他人。',
  'search.reach': '搜索覆盖了整个派单半径 {reach}。',
  'search.limit': '派单半径为 {reach}；由近及远，搜索名额满时已覆盖 {proven}以内。',
  'search.limit_by_truck':
    '派单半径为 {reach}；附近车辆很多，由近及远只评估车辆符合要求的，名额满时已覆盖 {proven}以内。',

  'tie.rule': '总分相同时比较各人的签号，小者在前；签号也相同时比较司机编号。',
  'tie.recompute':
    '签号 = HMAC-SHA-256（密钥为种子的字节；内容为订单编号、一个零字节、你的编号）的十六进制。种子的 SHA-256 在抢单开始前已经公布，可自行核对。',
  'tie.first_wins': '本单先抢先得，以系统收到抢单的先后为序，总分不参与比较。',
  'tie.accepted': '派单的订单归最先接受的司机：按接受的先后，总分只决定先问谁。',
  'tie.seed_secret': '本轮尚未分配，种子在分配后公开。',

  'consequence.won': '订单由你承运。你主动取消会计入完成率。',
  'consequence.no_effect': '没有得到这个订单，以后的派单不会因此扣分。',
  'consequence.cancellation_free':
    '由对方取消的订单不会影响你的个人特征：不计入完成率或其他任何比率，以后的派单也不会考虑它。',
  'consequence.truck_free': '你的车从现在起可以承接其他订单。',
  'consequence.grab_closed': '这次抢单已撤回，不再占用你的抢单名额。',
  'consequence.offer_closed': '你的派单已撤回，不再占用你的派单名额。',
  'consequence.profile_unused': '你的个人特征未启用，派单时各项取规则规定的中性值。',
  'consequence.profile_same': '以后的派单中，你的各项得分没有变化。',
  'consequence.profile_decays': '一个订单的影响每过 {half}减半，{days}后不再计入。',
  'consequence.profile_choice':
    '你可以随时查看、要求更正或关闭个人特征；关闭后立即不再使用你的历史。',
  'consequence.recommended': '这只是推荐，订单还没有分配；不抢单不会影响你。',
  'consequence.offered': '最先接受的司机得到订单；拒绝或错过不计入你的任何比率。',
  'consequence.not_offered_yet': '订单还没有分配：如果被问到的司机都不接受，再问后面的司机。',
  'consequence.released_not_confirmed': '这个订单不再分配给你；未得到确认不计入你的完成率。',
  'consequence.released_driver_cancelled': '这个订单不再分配给你；你主动取消会计入完成率。',

  'why.overturned': '工作人员用 {spent}复核了原决定并予以撤销；本记录取代原决定。',
  'reason.faulty_rule': '认定有误之处：{rule}。',
  'consequence.compensated': '你在下一次同城可比订单中获得一次优先加分。',
  'consequence.tagged': '有误的规则或数据已被标记，其被撤销的次数会被统计。',

  'remedy.object':
    '你可以对这个决定提出异议，我们在收到后 {days} 个自然日（含周末和节假日）内书面答复，不收费。',
  'remedy.limit': '情况复杂的，最迟在收到后 {days} 个工作日内答复。',
  'remedy.human': '你可以拒绝仅由系统作出的决定，要求由人复核。',
  'remedy.correct': '如果以上数据有误，你可以要求更正；以错误数据作出的决定会重新审视。',
  'remedy.profile_off': '你可以随时关闭个人特征，立即生效，之后的决定不再使用你的历史。',
  'remedy.complain': '你也可以向主管部门投诉，或向人民法院起诉。',

  'contrast.winner':
    '你自己的各项得分是准确值。中选者的各项只以固定区间展示，并且只在至少有 {least} 位参与排名的司机与中选者所在区域和车型相同时展示。对所有询问者展示的内容相同。',
  'contrast.last_recommended':
    '你自己的各项得分是准确值。最后一位被推荐者的各项只以固定区间展示，并且只在至少有 {least} 位参与排名的司机与其所在区域和车型相同时展示。对所有询问者展示的内容相同。',
  'contrast.part': '{factor}：你得 {own}，对方在 {least} 至 {most} 之间。',
  'contrast.too_few_alike':
    '对方的各项得分不予展示：与其所在区域和车型相同的参与排名的司机不足 {least} 位，即使给出区间也可能指向具体的人。',
  'contrast.total_would_narrow':
    '对方的各项得分不予展示：与准确的总分合在一起，区间会透露比区间更多的信息。',
  'contrast.budget':
    '对方的各项得分不予展示：你今天询问的决定已达到可展示对比的上限。请明天再问；属于你自己的内容照常展示。',
  'contrast.evidence_gone': '对方的各项得分不予展示：有关对方的记录已经删除或精简。',

  'fixed.body': '你的车型{body}不是订单要求的车型。车辆条件不作为建议。',
  'fixed.length': '你的车长 {length}，短于要求。车辆条件不作为建议。',
  'fixed.free_load': '货物与车辆装载能力的匹配取决于车辆大小。车辆条件不作为建议。',
  'fixed.loading_window': '装货已于{until}截止，这个时间由货主决定。',
  'fixed.offer_lapsed': '你刚错过这个订单的派单，只有时间会改变这一点。',
  'fixed.gave_back': '退回过的订单不再分配给同一位司机。',
  'fixed.lot': '你的总分与中选者相同，由抽签决定，任何人都无法左右。',
  'fixed.history': '你的个人特征当时是关闭的，历史没有被查看，因此不知道它会带来多少分。',

  'profile_off.own.yes': '如果只关闭你的个人特征、其他人不变，你的总分会是 {total}，你会{goal}。',
  'profile_off.own.no': '如果只关闭你的个人特征、其他人不变，你的总分会是 {total}，你不会{goal}。',
  'profile_off.own.refused': '如果关闭你的个人特征，同一条规则仍会排除你：没有规则查看个人特征。',
  'profile_off.everyone.yes': '如果关闭所有人的个人特征，你的总分会是 {total}，你会{goal}。',
  'profile_off.everyone.no': '如果关闭所有人的个人特征，你的总分会是 {total}，你不会{goal}。',
  'profile_off.everyone.refused': '如果关闭所有人的个人特征，同一条规则仍会排除你。',

  'withheld.others':
    '其他司机的身份、位置和各项得分属于第三人的个人信息，不予展示；只公开中选总分。',
  'withheld.reduced':
    '超过{days}后，关于你的测量数据只保留区间：所示数字均为区间下限；得分与总分保持原样。',
  'withheld.crowd': '人数少于 {least} 时只给出区间，以免指向具体的人。',

  'shipper.won': '在抢单的司机中总分最高：{total}。',
  'shipper.won_first': '本单先抢先得，这位司机在符合条件的司机中抢得最早。',
  'shipper.won_by_hand': '这位司机由工作人员指派。',
  'shipper.part': '{factor}：第 {quarter} 档（共 {quarters} 档，越高越好）。',
  'shipper.nobody_near': '当时全部在岗司机 {onDuty} 位，{reach}以内没有司机。',
  'shipper.no_grabber_eligible': '有 {evaluated} 位司机抢单，没有一位符合条件。',
  'shipper.nobody_eligible': '{reach}以内评估了 {evaluated} 位司机，没有一位符合条件。',
  'shipper.offered': '符合条件的司机 {ranked} 位，订单依次派给其中最合适的，每次 {told} 位。',
  'shipper.accepted': '订单派给了这位司机，并由其最先接受。',
  'shipper.eligible_wait': '{ranked} 位司机符合条件，已推荐给其中最合适的 {told} 位，等待抢单。',
  'shipper.nobody_grabbed': '评估了 {evaluated} 位司机，符合条件的司机中没有人抢单。',
  'shipper.released': '订单从原司机处退回（{cause}），正在重新派单。',
  'shipper.cancelled': '订单已取消；承运或抢单的司机不受影响。',
  'shipper.refused': '{reason}：{trucks} 辆。',
  'shipper.no_relaxation': '只放宽一个条件不会增加符合条件的车辆。',

  'relax.body_type': '如果也接受{to}，会增加 {trucks} 辆符合条件的车。',
  'relax.length': '如果车长要求从 {from}放宽到 {to}，会增加 {trucks} 辆符合条件的车。',
  'relax.any_length': '如果不再要求车长（现为 {from}），会增加 {trucks} 辆符合条件的车。',
  'relax.weight': '如果拆分或减少货物，从 {from}减到 {to}，会增加 {trucks} 辆符合条件的车。',
  'relax.volume': '如果拆分或减少货物，从 {from}减到 {to}，会增加 {trucks} 辆符合条件的车。',
  'relax.vehicle_slots': '如果从 {from}减到 {to}，会增加 {trucks} 辆符合条件的车。',
  'relax.loading_window': '如果装货截止推迟 {later}（到{until}），会增加 {trucks} 辆符合条件的车。',
  'relax.qualification': '如果不再要求{from}，会增加 {trucks} 辆符合条件的车。',
});
