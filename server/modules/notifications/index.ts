import type { Subscriber } from '../../platform/events/relay.ts'
import type { AnyJobDefinition } from '../../platform/jobs/start-jobs.ts'
import { type ReceiptPorts, receiptJobs, receiptSubscribers } from './send-receipt.ts'

/** What the composition page hands in: how mails leave, what they are written from, and who they are from. */
export type NotificationPorts = ReceiptPorts

/** Who is told of events; for the relay. */
export const notificationSubscribers = (): Subscriber[] => receiptSubscribers()

/** What they do then; for the workers. */
export const notificationJobs = (ports: NotificationPorts): AnyJobDefinition[] => receiptJobs(ports)
