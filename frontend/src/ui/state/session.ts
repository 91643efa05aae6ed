import { computed, signal } from '@preact/signals'
import { isStaffMember, type Me, type Role } from '../../domain/person'
import type { Store } from '../../store/db'

/** `starting` until the phone has said who uses it; `in` with a person known, with or without a network; `out` otherwise. */
export type Standing = 'starting' | 'in' | 'out'

export const standing = signal<Standing>('starting')
/** The person who uses the app. */
export const me = signal<Me | null>(null)
/** That person's diary on this phone. */
export const store = signal<Store | null>(null)

/** True where this browser lets nothing be kept (storage blocked, some private windows): there can be no diary here. */
export const keepsNothing = signal(false)

const has = (role: Role) => computed(() => me.value?.roles.includes(role) ?? false)
export const isTherapist = has('therapist')
export const isManager = has('manager')
/** Whether the person works with other people's records. */
export const isStaff = computed(() => me.value !== null && isStaffMember(me.value))
/** Whether a clinic looks after this patient; one may also use Footing alone. */
export const inClinic = computed(() => Boolean(me.value?.patient?.episode?.clinic))
/** Whether there is a diary to keep: a patient, or someone who is nothing else yet. */
export const isPatient = computed(() => me.value !== null && (me.value.patient !== null || !isStaff.value))
